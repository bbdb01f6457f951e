//! one mistake: Dense
//@ fix: hidden: => embed: Embedding(16), Flatten, hidden:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        hidden: Dense(32), //~ Dense
        logits: Dense(27),
    }
}

fn main() {}

//! one mistake: Gru
//@ fix: gru: => embed: Embedding(16), gru:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        gru: Gru(32), //~ Gru
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

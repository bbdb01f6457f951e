//! one mistake: Index
//@ fix: Index; => Index<27>;

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index; 12], //~ Index
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

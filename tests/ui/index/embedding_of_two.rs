//! one mistake
//@ fix: Embedding(27, 16) => Embedding(16)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(27, 16), //~ 27
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

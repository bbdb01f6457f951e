//! one mistake: Embedding
//@ fix: Embedding(16), => embedding: Embedding(16),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; 12],
        Embedding(16), //~ Embedding
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

//! one mistake: Embedding and 12
//@ fix: [f32; 12] => [Index<27>; 12]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 12],
        embed: Embedding(16), //~ Embedding
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

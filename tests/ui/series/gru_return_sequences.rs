//! one mistake: return_sequences
//@ fix: , return_sequences = true => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, return_sequences = true), //~ return_sequences
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: batch_first
//@ fix: , batch_first = true => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, batch_first = true), //~ batch_first
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake
//@ fix: Gru(10, 32) => Gru(32)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(10, 32), //~ 10
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: Gru
//@ fix: Gru(32, Before) => Gru(32, reset = Before)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, Before), //~ Before
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

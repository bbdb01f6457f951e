//! one mistake: 30 and 32
//@ fix: states: [f32; (49, 30)] => states: [f32; (49, 32)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        states: [f32; (49, 30)], //~ (49, 30)
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

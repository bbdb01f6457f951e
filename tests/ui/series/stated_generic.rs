//! one mistake: 30 and UNITS
//@ fix: 30)] => UNITS)]

use nn_core::prelude::*;

network! {
    pub struct Net<const UNITS: usize> {
        input: [f32; (49, 10)],
        gru: Gru(UNITS),
        states: [f32; (49, 30)], //~ (49, 30)
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

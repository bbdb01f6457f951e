//! one mistake: STEPS and 10
//@ fix: logits: Dense(10) => LastStep, logits: Dense(10)

use nn_core::prelude::*;

const STEPS: usize = 49;

network! {
    pub struct Net {
        input: [f32; (STEPS, 10)],
        logits: Dense(10), //~ Dense
    }
}

fn main() {}

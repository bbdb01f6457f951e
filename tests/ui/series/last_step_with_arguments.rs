//! one mistake: LastStep
//@ fix: LastStep(1) => LastStep

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        LastStep(1), //~ 1
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: reset_after
//@ fix: reset_after = true => reset = After

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, reset_after = true), //~ reset_after
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

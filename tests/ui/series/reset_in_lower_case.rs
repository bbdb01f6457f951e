//! one mistake: reset
//@ fix: Gru(32, reset = before) => Gru(32, reset = Before)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, reset = before), //~ before
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

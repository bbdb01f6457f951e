//! one mistake: Never
//@ fix: Never => After

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, reset = Never), //~ Never
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

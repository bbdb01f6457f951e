//! one mistake: Conv1d
//@ fix: Conv1d(8) => Conv1d(8, kernel = 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        heard: Conv1d(8), //~ (8)
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: Conv1D
//@ fix: Conv1D(filters = 8, kernel_size = 3) => Conv1d(8, kernel = 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        heard: Conv1D(filters = 8, kernel_size = 3), //~ Conv1D
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

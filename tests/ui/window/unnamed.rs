//! one mistake: Conv1d
//@ fix: Conv1d(8, kernel = 3) => conv1d: Conv1d(8, kernel = 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        Conv1d(8, kernel = 3), //~ Conv1d
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

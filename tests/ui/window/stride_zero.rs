//! one mistake: stride
//@ fix: stride = 0 => stride = 1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        heard: Conv1d(8, kernel = 3, stride = 0), //~ 0
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

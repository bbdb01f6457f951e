//! one mistake: 31 and 16
//@ fix: kernel = 31 => kernel = 16

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (16, 10)],
        heard: Conv1d(8, kernel = 31), //~ 31
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

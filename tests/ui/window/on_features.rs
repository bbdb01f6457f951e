//! one mistake: Conv1d and 64
//@ fix: heard: => Reshape((64, 1)), heard:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        heard: Conv1d(8, kernel = 3), //~ Conv1d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: 5 and 3
//@ fix: (3, 128) => (128, 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (3, 128)],
        heard: Conv1d(8, kernel = 5), //~ 5
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

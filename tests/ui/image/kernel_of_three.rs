//! one mistake: kernel
//@ fix: kernel = (3, 3, 1) => kernel = 3

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = (3, 3, 1)), //~ (3, 3, 1)
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: Conv2d and kernel
//@ fix: Conv2d(8) => Conv2d(8, kernel = 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8), //~ (8)
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

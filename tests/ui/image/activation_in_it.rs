//! one mistake
//@ fix: Conv2d(8, kernel = 3, activation = "relu") => Conv2d(8, kernel = 3), Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3, activation = "relu"), //~ activation
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

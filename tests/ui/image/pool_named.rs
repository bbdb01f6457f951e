//! one mistake: MaxPool2d
//@ fix: MaxPool2d(kernel_size = 2) => MaxPool2d(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        MaxPool2d(kernel_size = 2), //~ kernel_size
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

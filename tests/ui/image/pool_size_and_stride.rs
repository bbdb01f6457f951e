//! one mistake: MaxPool2d
//@ fix: MaxPool2d(2, 2) => MaxPool2d(2, stride = 2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        MaxPool2d(2, 2), //~ 2
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

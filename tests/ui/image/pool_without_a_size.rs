//! one mistake: MaxPool2d
//@ fix: MaxPool2d, => MaxPool2d(2),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        MaxPool2d, //~ MaxPool2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

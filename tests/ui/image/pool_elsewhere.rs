//! one mistake: MaxPooling2D
//@ fix: MaxPooling2D(pool_size = (2, 2)) => MaxPool2d((2, 2))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        MaxPooling2D(pool_size = (2, 2)), //~ MaxPooling2D
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

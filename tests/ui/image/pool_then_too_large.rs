//! one mistake: 3 and 2
//@ fix: second: Conv2d(8, kernel = 3) => second: Conv2d(8, kernel = 2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (6, 6, 1)],
        first: Conv2d(8, kernel = 3), MaxPool2d(2),
        second: Conv2d(8, kernel = 3), //~ 3
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

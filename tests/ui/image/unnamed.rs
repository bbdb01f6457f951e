//! one mistake: Conv2d
//@ fix: Conv2d(8, kernel = 3) => conv2d: Conv2d(8, kernel = 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        Conv2d(8, kernel = 3), //~ Conv2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: strides
//@ fix: conv: Conv2d(8, kernel = 3, strides = (2, 2)) => conv: Conv2d(8, kernel = 3, stride = (2, 2))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3, strides = (2, 2)), //~ strides
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

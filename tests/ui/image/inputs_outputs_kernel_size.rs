//! one mistake: Conv2d
//@ fix: nn::Conv2d(1, 8, kernel_size = 3) => Conv2d(8, kernel = 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: nn::Conv2d(1, 8, kernel_size = 3), //~ nn::Conv2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: 7 and 6
//@ fix: kernel = 3 => kernel = 2

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (6, 6, 1)],
        conv: Conv2d(8, kernel = 3, dilation = 3), //~ 3
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

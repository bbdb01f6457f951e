//! one mistake: stride and conv
//@ fix: stride = 0 => stride = 1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3, stride = 0), //~ 0
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: stride and conv
//@ fix: = 0; => = 2;
use nn_core::prelude::*;

const STRIDE: usize = 0;

network! {
    struct Net {
        input: [f32; (8, 8, 1)],
        conv: Conv2d(4, kernel = 3, stride = STRIDE), //~ STRIDE
        Flatten,
        logits: Dense(2),
    }
}

fn main() {}

//! one mistake: 26 and 8
//@ fix: logits: => Flatten, logits:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3),
        Relu,
        logits: Dense(10), //~ Dense
    }
}

fn main() {}

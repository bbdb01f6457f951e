//! one mistake: 5 and 4
//@ fix: kernel = 5 => kernel = 4

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 4, 1)],
        conv: Conv2d(8, kernel = 5), //~ 5
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: 5 and 4
//@ fix: kernel = 5 => kernel = 3

use nn_core::prelude::*;

const SIDE: usize = 4;

network! {
    pub struct Net {
        input: [f32; (SIDE, SIDE, 1)],
        conv: Conv2d(8, kernel = 5), //~ 5
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: 14 and 13
//@ fix: map: [f32; (14, 14, 8)] => map: [f32; (13, 13, 8)]

use nn_core::prelude::*;

const SIDE: usize = 28;

network! {
    pub struct Net {
        input: [f32; (SIDE, SIDE, 1)],
        conv: Conv2d(8, kernel = 3), MaxPool2d(2),
        map: [f32; (14, 14, 8)], //~ (14, 14, 8)
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

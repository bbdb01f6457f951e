//! one mistake: 28 and 26
//@ fix: map: [f32; (28, 28, 8)] => map: [f32; (26, 26, 8)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3),
        map: [f32; (28, 28, 8)], //~ (28, 28, 8)
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

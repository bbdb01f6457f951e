//! one mistake: 3 and 1
//@ fix: (1, 28, 28) => (28, 28, 1)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (1, 28, 28)],
        conv: Conv2d(8, kernel = 3), //~ 3
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

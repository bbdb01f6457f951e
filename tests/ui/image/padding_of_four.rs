//! one mistake: padding
//@ fix: padding = (1, 1, 1, 1) => padding = 1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3, padding = (1, 1, 1, 1)), //~ (1, 1, 1, 1)
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

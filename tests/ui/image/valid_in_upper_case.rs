//! one mistake: VALID
//@ fix: conv: Conv2d(8, kernel = 3, padding = VALID) => conv: Conv2d(8, kernel = 3, padding = Valid)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = 3, padding = VALID), //~ VALID
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: outputs
//@ fix: Conv2d(16, 32, 3, 2, 1) => Conv2d(32, kernel = 3, stride = 2, padding = 1)
use nn_core::prelude::*;

network! {
    struct Net {
        input: [f32; (12, 12, 16)],
        conv: Conv2d(16, 32, 3, 2, 1), //~ 16
        Flatten,
        logits: Dense(2),
    }
}

fn main() {}

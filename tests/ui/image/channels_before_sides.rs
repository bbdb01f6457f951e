//! one mistake: 3 and 1
//@ fix: (1, 12, 12) => (12, 12, 1)
use nn_core::prelude::*;

network! {
    struct Net {
        input: [f32; (1, 12, 12)],
        conv: Conv2d(8, kernel = 3), //~ 3
        Flatten,
        logits: Dense(2),
    }
}

fn main() {}

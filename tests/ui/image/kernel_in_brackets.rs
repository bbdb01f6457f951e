//! one mistake: kernel
//@ fix: [3, 3] => (3, 3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2d(8, kernel = [3, 3]), //~ [3, 3]
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: Conv2D
//@ fix: Conv2D(8, (3, 3)) => Conv2d(8, kernel = (3, 3))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: Conv2D(8, (3, 3)), //~ Conv2D
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: 49 and 10
//@ fix: conv: => Reshape((49, 10, 1)), conv:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        conv: Conv2d(8, kernel = 3), //~ Conv2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

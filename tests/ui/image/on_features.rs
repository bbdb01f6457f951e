//! one mistake: Conv2d and 784
//@ fix: conv: => Reshape((28, 28, 1)), conv:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        conv: Conv2d(8, kernel = 3), //~ Conv2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

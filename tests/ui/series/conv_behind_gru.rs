//! one mistake: Conv2d and 32
//@ fix: conv: => Reshape((49, 32, 1)), conv:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        conv: Conv2d(8, kernel = 3), //~ Conv2d
    }
}

fn main() {}

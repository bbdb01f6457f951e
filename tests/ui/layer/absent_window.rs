//! one mistake: Conv2d
//@ fix: conv: Conv2d(8, kernel = 3), =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        conv: Conv2d(8, kernel = 3), //~ Conv2d
        output: Dense(1),
    }
}

fn main() {}

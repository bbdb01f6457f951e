//! one mistake: Conv3d
//@ fix: conv: Conv3d(8, kernel = 3), =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        conv: Conv3d(8, kernel = 3), //~ Conv3d
        Flatten,
        output: Dense(1),
    }
}

fn main() {}

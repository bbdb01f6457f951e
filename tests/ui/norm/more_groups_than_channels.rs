//! one mistake: 32 and 12
//@ fix: GroupNorm(32, epsilon = 1e-6) => GroupNorm(12, epsilon = 1e-6)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (8, 8, 1)],
        conv: Conv2d(12, kernel = 3),
        norm: GroupNorm(32, epsilon = 1e-6), //~ 32
        Relu,
    }
}

fn main() {}

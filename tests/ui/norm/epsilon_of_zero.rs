//! one mistake: epsilon and 0
//@ fix: epsilon = 0 => epsilon = 1e-6

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: RmsNorm(epsilon = 0), //~ 0
    }
}

fn main() {}

//! one mistake: scale
//@ fix: 1e-50 => 1e-5

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        standard: Standardize(scale = 1e-50), //~ 1e-50
        output: Dense(1),
    }
}

fn main() {}

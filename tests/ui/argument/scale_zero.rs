//! one mistake: scale
//@ fix: 0.0 => 255.0

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        standard: Standardize(scale = 0.0), //~ 0.0
        output: Dense(1),
    }
}

fn main() {}

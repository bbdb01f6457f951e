//! one mistake: scale and SCALE
//@ fix: -1.0 => 1.0

use nn_core::prelude::*;

const SCALE: f64 = -1.0;

network! {
    pub struct Net {
        input: [f32; 3],
        standard: Standardize(scale = SCALE), //~ SCALE
        output: Dense(1),
    }
}

fn main() {}

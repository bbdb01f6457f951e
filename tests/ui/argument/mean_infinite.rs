//! one mistake: mean
//@ fix: f64::INFINITY => 0.5

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        standard: Standardize(mean = f64::INFINITY), //~ f64::INFINITY
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: slope
//@ fix: f64::NAN => 0.1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        LeakyRelu(slope = f64::NAN), //~ f64::NAN
        output: Dense(1),
    }
}

fn main() {}

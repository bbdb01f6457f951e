//! one mistake: str
//@ fix: &str = "0.1" => f64 = 0.1

use nn_core::prelude::*;

const SLOPE: &str = "0.1";

network! {
    pub struct Net {
        input: [f32; 4],
        LeakyRelu(slope = SLOPE), //~ SLOPE
        output: Dense(1),
    }
}

fn main() {}

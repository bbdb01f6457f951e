//! one mistake
//@ fix: f64 = 1.5 => f64 = 0.5

use nn_core::prelude::*;

const RATE: f64 = 1.5;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(RATE), //~ RATE
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: [f64; 8] => [f32; 8]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        hidden: Dense(8),
        middle: [f64; 8], //~ f64
    }
}

fn main() {}

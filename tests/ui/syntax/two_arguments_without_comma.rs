//! one mistake
//@ fix: 1 bias => 1, bias

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1 bias = false), //~ bias
    }
}

fn main() {}

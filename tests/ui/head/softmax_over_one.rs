//! one mistake: Softmax and 1
//@ fix: Softmax => Sigmoid

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
        Softmax, //~ Softmax
    }
}

fn main() {}

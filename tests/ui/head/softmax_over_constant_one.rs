//! one mistake: Softmax and 1
//@ fix: Softmax, => Sigmoid,

use nn_core::prelude::*;

const OUTPUTS: usize = 1;
network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(OUTPUTS),
        Softmax, //~ Softmax
    }
}

fn main() {}

//! one mistake
//@ fix: ReLU, => Relu,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        ReLU, //~ ReLU
        output: Dense(1),
    }
}

fn main() {}

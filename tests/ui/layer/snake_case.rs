//! one mistake
//@ fix: leaky_relu, => LeakyRelu,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        leaky_relu, //~ leaky_relu
        output: Dense(1),
    }
}

fn main() {}

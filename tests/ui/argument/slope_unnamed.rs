//! one mistake: LeakyRelu
//@ fix: LeakyRelu(0.1) => LeakyRelu(slope = 0.1)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        LeakyRelu(0.1), //~ 0.1
        output: Dense(1),
    }
}

fn main() {}

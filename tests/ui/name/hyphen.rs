//! one mistake
//@ fix: hidden-1 => hidden_1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden-1: Dense(4), //~ hidden-1
        Relu,
        output: Dense(1),
    }
}

fn main() {}

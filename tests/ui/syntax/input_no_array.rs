//! one mistake: Vec and f32
//@ fix: Vec<f32> => [f32; 64]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: Vec<f32>, //~ Vec<f32>
        first: Dense(3),
        Relu,
        Relu,
        output: Dense(1),
    }
}

fn main() {}

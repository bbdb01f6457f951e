//! one mistake: nn and ReLU
//@ fix: nn::ReLU() => Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        nn::ReLU(), //~ nn::ReLU
        output: Dense(1),
    }
}

fn main() {}

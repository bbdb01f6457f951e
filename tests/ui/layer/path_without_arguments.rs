//! one mistake
//@ fix: nn_core::layer::Tanh, => Tanh,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        nn_core::layer::Tanh, //~ nn_core::layer::Tanh
        output: Dense(1),
    }
}

fn main() {}

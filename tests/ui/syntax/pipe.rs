//! one mistake
//@ fix: Dense(8) | Relu => Dense(8), Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8) | Relu, //~ |
        output: Dense(1),
    }
}

fn main() {}

//! two mistakes
//@ fix: Dense(8) -> Relu => Dense(8), Relu
//@ fix: wide Dense => wide: Dense

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8) -> Relu, //~ ->
        wide Dense(3), //~ wide
        output: Dense(1),
    }
}

fn main() {}

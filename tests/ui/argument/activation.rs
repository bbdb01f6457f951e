//! one mistake: line
//@ fix: Dense(32, Relu) => Dense(32), Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(32, Relu), //~ Relu
        output: Dense(1),
    }
}

fn main() {}

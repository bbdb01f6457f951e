//! one mistake
//@ fix: Relu(slope = 0.1) => Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Relu(slope = 0.1), //~ slope
        output: Dense(1),
    }
}

fn main() {}

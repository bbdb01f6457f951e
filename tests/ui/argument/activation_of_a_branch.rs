//! one mistake: line
//@ fix: left: Dense(4, Relu) => left: Chain { dense: Dense(4), Relu }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        both: Sum { left: Dense(4, Relu), Tanh }, //~ Relu
        output: Dense(1),
    }
}

fn main() {}

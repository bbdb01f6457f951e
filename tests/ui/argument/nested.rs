//! one mistake
//@ fix: hidden: Relu(Dense(8)) => hidden: Dense(8), Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Relu(Dense(8)), //~ Dense(8)
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: hidden: Dense(4) * 2 => hidden: Dense(4), hidden2: Dense(4)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(4) * 2, //~ *
        Relu,
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: hidden: Dense(8) => hidden: Dense(8),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8) //~ hidden
        Relu,
        output: Dense(1),
    }
}

fn main() {}

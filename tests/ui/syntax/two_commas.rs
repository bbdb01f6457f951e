//! one mistake
//@ fix: Dense(4),, => Dense(4),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(4),, //~ ,
        Relu,
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: Dense(8, true) => Dense(8, bias = true)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, true), //~ true
        output: Dense(1),
    }
}

fn main() {}

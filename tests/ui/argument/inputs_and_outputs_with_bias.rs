//! one mistake: outputs and inputs
//@ fix: Dense(64, 10, false) => Dense(10, bias = false)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(64, 10, false), //~ 64
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: outputs and inputs
//@ fix: Dense(64, 10) => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(64, 10), //~ 64
        output: Dense(1),
    }
}

fn main() {}

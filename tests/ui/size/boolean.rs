//! one mistake
//@ fix: Dense(true) => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(true), //~ true
        output: Dense(1),
    }
}

fn main() {}

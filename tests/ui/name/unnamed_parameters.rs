//! one mistake
//@ fix: \n        Dense(10), => \n        dense: Dense(10),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dense(10), //~ Dense
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Dense
//@ fix: \n        Dense(8), => \n        dense2: Dense(8),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        dense: Dense(10),
        Dense(8), //~ Dense
        output: Dense(1),
    }
}

fn main() {}

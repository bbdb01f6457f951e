//! one mistake: outputs and inputs
//@ fix: Dense(in_features = 64, out_features = 10) => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(in_features = 64, out_features = 10), //~ in_features = 64
        output: Dense(1),
    }
}

fn main() {}

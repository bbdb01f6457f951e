//! one mistake: Dense and use_bias
//@ fix: Dense(32, use_bias = false) => Dense(32, bias = false)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(32, use_bias = false), //~ use_bias
        output: Dense(1),
    }
}

fn main() {}

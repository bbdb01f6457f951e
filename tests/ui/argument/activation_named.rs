//! one mistake: line
//@ fix: Dense(32, activation = "tanh") => Dense(32), Tanh

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(32, activation = "tanh"), //~ activation
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: hidden1, hidden2 => hidden1: Dense(10), hidden2

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden1, hidden2: Dense(8), //~ hidden1
        output: Dense(1),
    }
}

fn main() {}

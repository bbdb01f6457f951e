//! one mistake
//@ fix: hidden_layer_sizes: [100, 50] => hidden1: Dense(100), hidden2: Dense(50)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden_layer_sizes: [100, 50], //~ [100, 50]
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: Tanh(0.5) => Tanh

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Tanh(0.5), //~ 0.5
        output: Dense(1),
    }
}

fn main() {}

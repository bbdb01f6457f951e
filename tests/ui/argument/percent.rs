//! one mistake
//@ fix: 20% => 0.2

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(20%), //~ 20%
        Relu,
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: count_include_pad
//@ fix: , count_include_pad = true => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        AveragePool2d(2, padding = 1, count_include_pad = true), //~ count_include_pad
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

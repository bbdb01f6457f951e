//! one mistake
//@ fix: , bias = false => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, bias = true, bias = false), //~ bias = false
        output: Dense(1),
    }
}

fn main() {}

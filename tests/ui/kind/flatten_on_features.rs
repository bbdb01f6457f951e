//! one mistake
//@ fix: Flatten, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        Flatten, //~ Flatten
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: , stride = 2 => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, stride = 2), //~ stride
        output: Dense(1),
    }
}

fn main() {}

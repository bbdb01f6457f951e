//! one mistake
//@ fix: , shape: [f32; 8] => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Sum { left: Dense(8), shape: [f32; 8] }, //~ 8
    }
}

fn main() {}

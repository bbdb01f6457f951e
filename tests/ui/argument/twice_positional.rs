//! one mistake
//@ fix: , outputs = 9 => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, outputs = 9), //~ outputs
        output: Dense(1),
    }
}

fn main() {}

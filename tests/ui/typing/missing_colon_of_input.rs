//! one mistake: input
//@ fix: input [f32 => input: [f32

use nn_core::prelude::*;

network! {
    pub struct Net {
        input [f32; 4], //~ input
        output: Dense(1),
    }
}

fn main() {}

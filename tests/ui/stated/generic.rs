//! one mistake: 64 and WIDTH
//@ fix: middle: [f32; 64] => middle: [f32; WIDTH]

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize> {
        input: [f32; 784],
        hidden: Dense(WIDTH),
        middle: [f32; 64], //~ 64
    }
}

fn main() {}

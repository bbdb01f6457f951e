//! one mistake: 33 and 64
//@ fix: middle: [f32; HIDDEN + 1] => middle: [f32; 64]

use nn_core::prelude::*;

const HIDDEN: usize = 32;

network! {
    pub struct Net {
        input: [f32; 784],
        hidden: Dense(2 * HIDDEN),
        middle: [f32; HIDDEN + 1], //~ HIDDEN + 1
    }
}

fn main() {}

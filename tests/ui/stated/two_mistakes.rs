//! two mistakes
//@ fix: middle: [f32; 64] => middle: [f32; 128]
//@ fix: output: [f32; 2] => output: [f32; 10]

use nn_core::prelude::*;

const HIDDEN: usize = 128;

network! {
    pub struct Net {
        input: [f32; 784],
        hidden: Dense(HIDDEN),
        middle: [f32; 64], //~ 64
        logits: Dense(10),
        output: [f32; 2], //~ 2
    }
}

fn main() {}

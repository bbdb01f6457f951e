//! one mistake: 64 and 128
//@ fix: middle: [f32; 64] => middle: [f32; 128]

use nn_core::prelude::*;

const HIDDEN: usize = 128;

network! {
    pub struct Net {
        input: [f32; 784],
        hidden: Dense(HIDDEN),
        Relu,
        middle: [f32; 64], //~ 64
        logits: Dense(10),
    }
}

fn main() {}

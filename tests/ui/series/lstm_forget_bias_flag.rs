//! one mistake: true
//@ fix: forget_bias = true => forget_bias = 0.1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Lstm(32, forget_bias = true), //~ true
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

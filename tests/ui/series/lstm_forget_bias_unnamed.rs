//! one mistake: Lstm
//@ fix: Lstm(32, 2.0) => Lstm(32, forget_bias = 2.0)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Lstm(32, 2.0), //~ 2.0
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

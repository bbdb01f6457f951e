//! one mistake
//@ fix: Lstm(10, 32) => Lstm(32)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Lstm(10, 32), //~ 10
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: Lstm
//@ fix: Lstm(32, activation = "tanh") => Lstm(32)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Lstm(32, activation = "tanh"), //~ activation = "tanh"
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: Lstm
//@ fix: Flatten, => Reshape((490, 1)),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        Flatten,
        memory: Lstm(32), //~ Lstm
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

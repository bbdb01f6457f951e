//! one mistake: Lstm
//@ fix: Lstm, => Lstm(32),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Lstm, //~ Lstm
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

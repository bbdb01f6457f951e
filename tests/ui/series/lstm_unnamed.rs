//! one mistake: Lstm
//@ fix: Lstm(32), => lstm: Lstm(32),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        Lstm(32), //~ Lstm
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: Gru
//@ fix: Gru, => Gru(32),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru, //~ Gru
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

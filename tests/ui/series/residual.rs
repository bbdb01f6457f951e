//! one mistake: 10 and 32
//@ fix: Gru(32) => Gru(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        block: Residual { gru: Gru(32) }, //~ Gru
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

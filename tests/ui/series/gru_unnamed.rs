//! one mistake: Gru
//@ fix: Gru(32), => gru: Gru(32),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        Gru(32), //~ Gru
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

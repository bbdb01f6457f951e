//! one mistake: hidden_size
//@ fix: Gru(hidden_size = 32) => Gru(32)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(hidden_size = 32), //~ hidden_size
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

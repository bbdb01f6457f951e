//! one mistake: Gru and 490
//@ fix: gru: => Reshape((490, 1)), gru:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 490],
        gru: Gru(32), //~ Gru
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

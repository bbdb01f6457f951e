//! one mistake: Gru and 10
//@ fix: gru: => Reshape((49, 10)), gru:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10, 1)],
        gru: Gru(32), //~ Gru
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

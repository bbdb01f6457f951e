//! one mistake: reset
//@ fix: Gru(32, reset = "after") => Gru(32, reset = After)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32, reset = "after"), //~ "after"
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

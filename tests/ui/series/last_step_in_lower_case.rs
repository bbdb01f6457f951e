//! one mistake: last_step
//@ fix: last_step => LastStep

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        last_step, //~ last_step
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: 32 and 49
//@ fix: states: [f32; 32] => states: [f32; (49, 32)], LastStep

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        states: [f32; 32], //~ 32
        logits: Dense(12),
    }
}

fn main() {}

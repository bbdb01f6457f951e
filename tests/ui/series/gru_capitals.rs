//! one mistake: GRU
//@ fix: GRU => Gru

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: GRU(32), //~ GRU
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: LSTM
//@ fix: LSTM => Lstm

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        lstm: LSTM(32), //~ LSTM
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

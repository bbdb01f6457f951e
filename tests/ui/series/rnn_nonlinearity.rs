//! one mistake: nonlinearity
//@ fix: Rnn(32, nonlinearity = "relu") => Rnn(32, activation = Relu)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Rnn(32, nonlinearity = "relu"), //~ nonlinearity = "relu"
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

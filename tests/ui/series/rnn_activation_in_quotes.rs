//! one mistake: activation and relu
//@ fix: Rnn(32, activation = "relu") => Rnn(32, activation = Relu)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Rnn(32, activation = "relu"), //~ "relu"
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

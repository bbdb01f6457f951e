//! one mistake: activation and Sigmoid
//@ fix: activation = Sigmoid => activation = Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Rnn(32, activation = Sigmoid), //~ Sigmoid
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

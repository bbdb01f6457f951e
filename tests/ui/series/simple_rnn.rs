//! one mistake: SimpleRNN
//@ fix: SimpleRNN => Rnn

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: SimpleRNN(32), //~ SimpleRNN
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

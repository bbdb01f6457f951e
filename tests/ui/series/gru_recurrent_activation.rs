//! one mistake: Gru
//@ fix: Gru(32, recurrent_activation = "hard_sigmoid") => Gru(32)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Gru(32, recurrent_activation = "hard_sigmoid"), //~ recurrent_activation = "hard_sigmoid"
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

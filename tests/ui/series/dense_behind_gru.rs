//! one mistake: Dense
//@ fix: Gru(8), => Gru(8), LastStep,
use nn_core::prelude::*;

network! {
    struct Net {
        input: [f32; (5, 4)],
        memory: Gru(8),
        logits: Dense(3), //~ Dense(3)
    }
}

fn main() {}

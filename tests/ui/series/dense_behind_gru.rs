//! one mistake: 49 and 32
//@ fix: logits: => Flatten, logits:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        logits: Dense(12), //~ Dense
    }
}

fn main() {}

//! one mistake: 28 and 1
//@ fix: logits: Dense(10) => Flatten, logits: Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        logits: Dense(10), //~ Dense
    }
}

fn main() {}

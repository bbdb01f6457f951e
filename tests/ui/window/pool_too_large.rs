//! one mistake: 60 and 49
//@ fix: MaxPool1d(60) => MaxPool1d(49)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        MaxPool1d(60), //~ 60
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

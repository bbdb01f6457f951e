//! one mistake: padding
//@ fix: Conv1d(8, kernel = 3, padding = "causal") => Conv1d(8, kernel = 3, padding = Causal)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        heard: Conv1d(8, kernel = 3, padding = "causal"), //~ "causal"
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: Casual
//@ fix: padding = Casual => padding = Causal

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        heard: Conv1d(8, kernel = 3, padding = Casual), //~ Casual
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

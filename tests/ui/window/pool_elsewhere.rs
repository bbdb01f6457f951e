//! one mistake: AvgPool1d
//@ fix: AvgPool1d(2) => AveragePool1d(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        AvgPool1d(2), //~ AvgPool1d
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

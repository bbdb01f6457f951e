//! one mistake: AvgPool2d
//@ fix: AvgPool2d(2) => AveragePool2d(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        AvgPool2d(2), //~ AvgPool2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

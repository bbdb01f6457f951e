//! one mistake: 5 and 4
//@ fix: (5) => (4)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 4, 1)],
        MaxPool2d(5), //~ 5
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: Dropout
//@ fix: Dropout(0.25, 10) => Dropout(0.25)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(0.25, 10), //~ 10
        output: Dense(1),
    }
}

fn main() {}

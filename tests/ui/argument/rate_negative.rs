//! one mistake
//@ fix: Dropout(-0.5) => Dropout(0.5)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(-0.5), //~ -0.5
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: Dropout(1.0) => Dropout(0.5)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(1.0), //~ 1.0
        output: Dense(1),
    }
}

fn main() {}

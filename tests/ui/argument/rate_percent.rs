//! one mistake
//@ fix: Dropout(50) => Dropout(0.5)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(50), //~ 50
        output: Dense(1),
    }
}

fn main() {}

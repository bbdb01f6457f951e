//! one mistake
//@ fix: Dropout, => Dropout(0.5),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout, //~ Dropout
        output: Dense(1),
    }
}

fn main() {}

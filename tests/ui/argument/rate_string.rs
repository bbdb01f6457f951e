//! one mistake
//@ fix: Dropout("half") => Dropout(0.1)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout("half"), //~ "half"
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: i8 => f32

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [i8; 4], //~ i8
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: 4 4 => 4

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4 4], //~ 4]
        output: Dense(1),
    }
}

fn main() {}

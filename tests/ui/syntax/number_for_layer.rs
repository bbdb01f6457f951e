//! one mistake
//@ fix: hidden: 8 => hidden: Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: 8, //~ 8
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: [f32; 4, => [f32; 4],

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4, //~ [f32; 4
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

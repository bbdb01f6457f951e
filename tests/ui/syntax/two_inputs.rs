//! one mistake: 8 and 4
//@ fix: input: [f32; 8] => input: [f32; 4]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        input: [f32; 8], //~ 8
        output: Dense(1),
    }
}

fn main() {}

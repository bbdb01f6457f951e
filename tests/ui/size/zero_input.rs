//! one mistake
//@ fix: f32; 0 => f32; 1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 0], //~ 0
        output: Dense(1),
    }
}

fn main() {}

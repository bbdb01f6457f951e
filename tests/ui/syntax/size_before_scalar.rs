//! one mistake
//@ fix: [64; f32] => [f32; 64]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [64; f32], //~ [64; f32]
        output: Dense(1),
    }
}

fn main() {}

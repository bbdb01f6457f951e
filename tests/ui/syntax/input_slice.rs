//! one mistake
//@ fix: &[f32] => [f32; 64]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: &[f32], //~ [f32]
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Input
//@ fix: Input(64) => [f32; 64]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: Input(64), //~ Input
        output: Dense(1),
    }
}

fn main() {}

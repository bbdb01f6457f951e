//! one mistake: 64
//@ fix: (64) => [f32; 64]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: (64), //~ (64)
        output: Dense(1),
    }
}

fn main() {}

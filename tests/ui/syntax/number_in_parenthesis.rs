//! one mistake: 8
//@ fix: out: (8) => out: Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        out: (8), //~ 8
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: bias = 0 => bias = false

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, bias = 0), //~ 0)
        output: Dense(1),
    }
}

fn main() {}

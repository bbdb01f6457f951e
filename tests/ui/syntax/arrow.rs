//! one mistake
//@ fix: 4 -> 8 => 8

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(4 -> 8), //~ ->
        output: Dense(1),
    }
}

fn main() {}

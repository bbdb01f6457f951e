//! one mistake
//@ fix: usize::MAX / 8 => 8

use nn_core::prelude::*;

const LARGE: usize = usize::MAX / 8;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(LARGE * 16), //~ LARGE * 16
        output: Dense(1),
    }
}

fn main() {}

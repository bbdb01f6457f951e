//! one mistake
//@ fix: usize = 0 => usize = 1

use nn_core::prelude::*;

const NONE: usize = 0;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(NONE), //~ NONE
        output: Dense(1),
    }
}

fn main() {}

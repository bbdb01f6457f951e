//! one mistake
//@ fix: usize = 8 => usize = 9

use nn_core::prelude::*;

const ALL: usize = 8;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(ALL - 8), //~ ALL - 8
        output: Dense(1),
    }
}

fn main() {}

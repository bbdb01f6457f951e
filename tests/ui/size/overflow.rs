//! one mistake
//@ fix: usize = 8 => usize = 10

use nn_core::prelude::*;

const ALL: usize = 8;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(ALL - 9), //~ ALL - 9
        output: Dense(1),
    }
}

fn main() {}

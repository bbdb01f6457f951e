//! one mistake
//@ fix: u32 = 8 => usize = 8

use nn_core::prelude::*;

const WIDTH: u32 = 8;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(WIDTH), //~ WIDTH
        output: Dense(1),
    }
}

fn main() {}

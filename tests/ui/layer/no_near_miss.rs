//! one mistake
//@ fix: Convolve, => Identity,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Convolve, //~ Convolve
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: BatchNorm
//@ fix: norm: BatchNorm, =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        norm: BatchNorm, //~ BatchNorm
        output: Dense(1),
    }
}

fn main() {}

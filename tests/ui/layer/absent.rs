//! one mistake: BatchNorm
//@ fix: BatchNorm, => standardize: Standardize,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        BatchNorm, //~ BatchNorm
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: BatchNorm1d
//@ fix: norm: BatchNorm1d(4) => standardize: Standardize

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        norm: BatchNorm1d(4), //~ BatchNorm1d
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: InstanceNorm
//@ fix: norm: InstanceNorm, =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        norm: InstanceNorm, //~ InstanceNorm
        output: Dense(1),
    }
}

fn main() {}

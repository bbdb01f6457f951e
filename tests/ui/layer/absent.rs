//! one mistake: LayerNorm
//@ fix: LayerNorm, => standardize: Standardize,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        LayerNorm, //~ LayerNorm
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: LayerNorm
//@ fix: norm: LayerNorm, =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        norm: LayerNorm, //~ LayerNorm
        output: Dense(1),
    }
}

fn main() {}

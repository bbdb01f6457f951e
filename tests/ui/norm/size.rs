//! one mistake: LayerNorm
//@ fix: LayerNorm(8) => LayerNorm

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: LayerNorm(8), //~ 8
    }
}

fn main() {}

//! one mistake: LayerNorm
//@ fix: LayerNorm, => layernorm: LayerNorm,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        LayerNorm, //~ LayerNorm
        Relu,
    }
}

fn main() {}

//! one mistake: LayerNorm
//@ fix: LayerNorm(normalized_shape = 8, eps = 1e-6) => LayerNorm(epsilon = 1e-6)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: LayerNorm(normalized_shape = 8, eps = 1e-6), //~ normalized_shape = 8
    }
}

fn main() {}

//! one mistake: LayerNormalization
//@ fix: norm: LayerNormalization(4) => standardize: Standardize

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        norm: LayerNormalization(4), //~ LayerNormalization
        output: Dense(1),
    }
}

fn main() {}

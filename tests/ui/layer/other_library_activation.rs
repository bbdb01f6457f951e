//! one mistake
//@ fix: SiLU, => Silu,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        SiLU, //~ SiLU
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: norm
//@ fix: GroupNorm(0) => GroupNorm(1)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: GroupNorm(0), //~ 0
    }
}

fn main() {}

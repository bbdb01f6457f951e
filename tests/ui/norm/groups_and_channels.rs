//! one mistake: GroupNorm
//@ fix: GroupNorm(2, 8) => GroupNorm(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: GroupNorm(2, 8), //~ 8
    }
}

fn main() {}

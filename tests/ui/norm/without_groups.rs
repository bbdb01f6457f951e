//! one mistake: GroupNorm
//@ fix: GroupNorm, => GroupNorm(4),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: GroupNorm, //~ GroupNorm
    }
}

fn main() {}

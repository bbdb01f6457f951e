//! one mistake: 3 and 8
//@ fix: GroupNorm(3) => GroupNorm(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: GroupNorm(3), //~ 3
        Relu,
        output: Dense(1),
    }
}

fn main() {}

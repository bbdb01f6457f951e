//! one mistake: num_groups
//@ fix: GroupNorm(num_groups = 2, num_channels = 8) => GroupNorm(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: GroupNorm(num_groups = 2, num_channels = 8), //~ num_groups = 2
    }
}

fn main() {}

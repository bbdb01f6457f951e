//! one mistake: InstanceNorm
//@ fix: InstanceNorm, => groupnorm: GroupNorm(4),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        InstanceNorm, //~ InstanceNorm
        output: Dense(1),
    }
}

fn main() {}

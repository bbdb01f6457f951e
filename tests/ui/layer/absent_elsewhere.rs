//! one mistake: InstanceNormalization
//@ fix: norm: InstanceNormalization(4) => groupnorm: GroupNorm(4)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        norm: InstanceNormalization(4), //~ InstanceNormalization
        output: Dense(1),
    }
}

fn main() {}

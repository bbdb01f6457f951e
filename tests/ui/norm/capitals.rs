//! one mistake: RMSNorm
//@ fix: RMSNorm => RmsNorm

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        norm: RMSNorm, //~ RMSNorm
    }
}

fn main() {}

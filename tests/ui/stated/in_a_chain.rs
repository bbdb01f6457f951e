//! one mistake: 8 and 4
//@ fix: code: [f32; 8] => code: [f32; 4]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        encoder: Chain { squeeze: Dense(4), code: [f32; 8] }, //~ 8
        output: Dense(16),
    }
}

fn main() {}

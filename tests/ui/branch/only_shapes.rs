//! one mistake: Chain
//@ fix: code: [f32; 3] => Relu, code: [f32; 3]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        block: Chain { code: [f32; 3] }, //~ {
        output: Dense(1),
    }
}

fn main() {}

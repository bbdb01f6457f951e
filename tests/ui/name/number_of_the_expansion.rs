//! one mistake: __0
//@ fix: __0 => n0

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        __0: Dense(3), //~ __0
        Relu,
        output: Dense(1),
    }
}

fn main() {}

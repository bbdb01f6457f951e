//! one mistake: __self
//@ fix: __self => self_

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        __self: Dense(3), //~ __self
        Relu,
        output: Dense(1),
    }
}

fn main() {}

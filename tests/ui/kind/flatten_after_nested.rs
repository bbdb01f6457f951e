//! one mistake
//@ fix: Flatten, => shape: [f32; (4, 4, 2)], Flatten,

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (4, 4, 2)], Relu } }

network! {
    pub struct Net {
        input: [f32; (4, 4, 2)],
        inner: Inner,
        Flatten, //~ Flatten
        output: Dense(1),
    }
}

fn main() {}

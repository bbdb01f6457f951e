//! one mistake: Softmax
//@ fix: Inner,\n        Softmax, => Inner,

use nn_core::prelude::*;

network! {
    pub struct Inner {
        input: [f32; 4],
        output: Dense(2),
        Softmax,
    }
}
network! {
    pub struct Net {
        input: [f32; 4],
        inner: Inner,
        Softmax, //~ Softmax
    }
}

fn main() {}

//! one mistake: 4 and 2
//@ fix: Softmax, => shape: [f32; (4, 2)], Flatten, Softmax,

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (4, 2)], Relu } }

network! {
    pub struct Net {
        input: [f32; (4, 2)],
        inner: Inner,
        Softmax, //~ Softmax
    }
}

fn main() {}

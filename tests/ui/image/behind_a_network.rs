//! one mistake: Conv2d and Inner
//@ fix: conv: => shape: [f32; (8, 8, 2)], conv:

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (8, 8, 2)], Relu } }

network! {
    pub struct Net {
        input: [f32; (8, 8, 2)],
        inner: Inner,
        conv: Conv2d(8, kernel = 3), //~ Conv2d
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

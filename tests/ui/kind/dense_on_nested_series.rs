//! one mistake: 4 and 2
//@ fix: logits: => shape: [f32; (4, 2)], Flatten, logits:

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (4, 2)], Relu } }

network! {
    pub struct Net {
        input: [f32; (4, 2)],
        inner: Inner,
        logits: Dense(10), //~ Dense
    }
}

fn main() {}

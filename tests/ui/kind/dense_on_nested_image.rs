//! one mistake: 4 and 2
//@ fix: logits: Dense(10) => shape: [f32; (4, 4, 2)], Flatten, logits: Dense(10)

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (4, 4, 2)], Relu } }

network! {
    pub struct Net {
        input: [f32; (4, 4, 2)],
        inner: Inner,
        logits: Dense(10), //~ Dense
    }
}

fn main() {}

//! one mistake: Inner and f32
//@ fix: input: [f64; 3] => input: [f32; 3]

use nn_core::prelude::*;

network! { pub struct Inner { input: [f64; 3], inner: Dense(3) } }

network! {
    pub struct Net {
        input: [f32; 3],
        first: Dense(3),
        Relu,
        own: Inner, //~ Inner
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: inner: Inner, => inner: Chain { inner: Inner, shape: [f32; 2] },

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; 4], code: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        both: Concat {
            Identity,
            inner: Inner, //~ Inner
        },
    }
}

fn main() {}

//! one mistake
//@ fix: \n        Inner, => \n        inner: Inner,

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; 4], code: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        Inner, //~ Inner
        output: Dense(1),
    }
}

fn main() {}

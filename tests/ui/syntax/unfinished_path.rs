//! one mistake
//@ fix: Inner::<4, => Inner::<4>,

use nn_core::prelude::*;

network! { pub struct Inner<const N: usize> { input: [f32; N], code: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        inner: Inner::<4, //~ Inner
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Inner
//@ fix: own: Inner => own: Dense(3)

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; 3], inner: Dense(3) } }

network! {
    pub struct Net<T: Scalar> {
        input: [T; 3],
        first: Dense(3),
        Relu,
        own: Inner, //~ Inner
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: MaxPool2d and Inner
//@ fix: MaxPool2d => shape: [f32; (8, 8, 2)], MaxPool2d

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (8, 8, 2)], Relu } }

network! {
    pub struct Net {
        input: [f32; (8, 8, 2)],
        inner: Inner,
        MaxPool2d(2), //~ MaxPool2d
    }
}

fn main() {}

//! one mistake
//@ fix: __generic => generic

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar> {
        input: [T; 4],
        __generic: Dense(8), //~ __generic
        output: Dense(1),
    }
}

fn main() {}

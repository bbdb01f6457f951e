//! one mistake: T
//@ fix: T: Copy => T: Copy + nn_core::Scalar

use nn_core::prelude::*;

network! {
    pub struct Net<T: Copy> { //~ T
        input: [T; 3],
        first: Dense(3),
        Relu,
        Relu,
        output: Dense(1),
    }
}

fn main() {}

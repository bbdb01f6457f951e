//! one mistake
//@ fix: Net<T> => Net<T: Scalar>

use nn_core::prelude::*;

network! {
    pub struct Net<T> { //~ T>
        input: [T; 4],
        output: Dense(1),
    }
}

fn main() {}

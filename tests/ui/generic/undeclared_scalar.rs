//! one mistake
//@ fix: pub struct Net => pub struct Net<T: Scalar>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [T; 4], //~ T
        output: Dense(1),
    }
}

fn main() {}

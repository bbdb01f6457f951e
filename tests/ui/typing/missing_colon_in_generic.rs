//! one mistake: hidden
//@ fix: hidden Dense => hidden: Dense

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar, const WIDTH: usize> {
        input: [T; WIDTH],
        hidden Dense(WIDTH), //~ hidden
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Dens
//@ fix: Dens(WIDTH) => Dense(WIDTH)

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar, const WIDTH: usize> {
        input: [T; WIDTH],
        hidden: Dens(WIDTH), //~ Dens
        output: Dense(1),
    }
}

fn main() {}

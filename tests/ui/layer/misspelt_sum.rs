//! one mistake
//@ fix: Densee => Dense

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Densee(8), //~ Densee
        Relu,
        Residual { inner: Dense(8) },
        output: Dense(1),
    }
}

fn main() {}

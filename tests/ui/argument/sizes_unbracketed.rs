//! one mistake: Reshape
//@ fix: Reshape(2, 2) => Reshape((2, 2))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Reshape(2, 2), //~ 2, 2
        Flatten,
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: <const N: usize> => 
//@ fix: f32; (N, 4) => f32; (4, 4)

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; (N, 4)],
        Flatten, //~ Flatten
        output: Dense(1),
    }
}

fn main() {}

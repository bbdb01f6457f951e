//! one mistake
//@ fix: <const N: usize> => <const N: usize, const WHOLE: usize>
//@ fix: Flatten, => Flatten, whole: [f32; WHOLE],

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; (N, 4)],
        Flatten, //~ Flatten
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: <const N: usize> => <const N: usize, const WHOLE: usize>
//@ fix: Tanh }, => Tanh }, whole: [f32; WHOLE],

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; N],
        both: Concat { Identity, Tanh }, //~ Concat
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: <const N: usize> => 
//@ fix: f32; N => f32; 4

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; N],
        both: Concat { Identity, Tanh }, //~ Concat
        output: Dense(1),
    }
}

fn main() {}

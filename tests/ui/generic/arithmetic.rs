//! one mistake
//@ fix: <const N: usize> => <const N: usize, const WIDE: usize>
//@ fix: 2 * N => WIDE

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; N],
        hidden: Dense(2 * N), //~ 2 * N
        output: Dense(1),
    }
}

fn main() {}

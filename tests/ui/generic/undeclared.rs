//! one mistake
//@ fix: pub struct Net => pub struct Net<const N: usize>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; N], //~ N
        output: Dense(1),
    }
}

fn main() {}

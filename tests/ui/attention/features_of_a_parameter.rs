//! one mistake
//@ fix: Attention(2) => Attention(2, size = 8)

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; (9, N)],
        attention: Attention(2), //~ 2
        LastStep,
    }
}

fn main() {}

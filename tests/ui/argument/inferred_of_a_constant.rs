//! one mistake
//@ fix: -1 => 8

use nn_core::prelude::*;

const N: usize = 64;

network! {
    pub struct Net {
        input: [f32; N],
        Reshape((-1, 8)), //~ -1
    }
}

fn main() {}

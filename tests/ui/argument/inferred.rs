//! one mistake
//@ fix: -1 => 8

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        Reshape((-1, 8)), //~ -1
    }
}

fn main() {}

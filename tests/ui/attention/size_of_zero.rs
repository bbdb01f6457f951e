//! one mistake
//@ fix: size = 0 => size = 2

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(4, size = 0), //~ 0
        LastStep,
    }
}

fn main() {}

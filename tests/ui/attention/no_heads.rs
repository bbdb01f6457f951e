//! one mistake
//@ fix: Attention(0) => Attention(3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(0), //~ 0
        LastStep,
    }
}

fn main() {}

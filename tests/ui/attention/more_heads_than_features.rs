//! one mistake: 8 and 6
//@ fix: Attention(8) => Attention(6)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(8), //~ 8
        LastStep,
    }
}

fn main() {}

//! one mistake: Attention
//@ fix: Attention(6, 2) => Attention(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(6, 2), //~ 6
        LastStep,
    }
}

fn main() {}

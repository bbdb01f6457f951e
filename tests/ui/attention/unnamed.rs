//! one mistake: Attention
//@ fix: Attention(3) => attention: Attention(3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        Attention(3), //~ Attention
        LastStep,
    }
}

fn main() {}

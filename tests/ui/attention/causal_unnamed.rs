//! one mistake: Attention
//@ fix: Attention(2, true) => Attention(2, causal = true)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(2, true), //~ true
        LastStep,
    }
}

fn main() {}

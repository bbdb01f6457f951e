//! one mistake: 4 and 6
//@ fix: Attention(4, causal => Attention(3, causal

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(4, causal = true), //~ 4
        LastStep,
    }
}

fn main() {}

//! one mistake: is_causal
//@ fix: Attention(2, is_causal = true) => Attention(2, causal = true)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(2, is_causal = true), //~ is_causal
        LastStep,
    }
}

fn main() {}

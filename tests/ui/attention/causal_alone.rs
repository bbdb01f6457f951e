//! one mistake: causal
//@ fix: Attention(2, causal) => Attention(2, causal = true)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(2, causal), //~ causal
        LastStep,
    }
}

fn main() {}

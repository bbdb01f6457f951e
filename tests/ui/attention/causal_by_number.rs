//! one mistake: 1
//@ fix: causal = 1 => causal = true

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(2, causal = 1), //~ 1
        LastStep,
    }
}

fn main() {}

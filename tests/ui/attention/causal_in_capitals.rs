//! one mistake: True
//@ fix: causal = True => causal = true

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(2, causal = True), //~ True
        LastStep,
    }
}

fn main() {}

//! one mistake
//@ fix: Attention(num_heads = 3) => Attention(3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(num_heads = 3), //~ num_heads
        LastStep,
    }
}

fn main() {}

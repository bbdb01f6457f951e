//! one mistake
//@ fix: MultiHeadAttention(num_heads = 2, key_dim = 16) => Attention(2, size = 16)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: MultiHeadAttention(num_heads = 2, key_dim = 16), //~ MultiHeadAttention
        LastStep,
    }
}

fn main() {}

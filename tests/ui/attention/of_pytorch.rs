//! one mistake
//@ fix: MultiheadAttention(embed_dim = 6, num_heads = 2, batch_first = true) => Attention(2)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: MultiheadAttention(embed_dim = 6, num_heads = 2, batch_first = true), //~ MultiheadAttention
        LastStep,
    }
}

fn main() {}

//! one mistake
//@ fix: PositionalEncoding(d_model = 6, max_len = 50) => PositionalEncoding

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        PositionalEncoding(d_model = 6, max_len = 50), //~ d_model
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

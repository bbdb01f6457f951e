//! one mistake
//@ fix: PositionalEncoding(6, 50) => PositionalEncoding

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        PositionalEncoding(6, 50), //~ 6
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

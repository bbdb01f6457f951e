//! one mistake: PositionalEncoding
//@ fix: #[frozen] PositionalEncoding => PositionalEncoding

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        #[frozen] PositionalEncoding, //~ #
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

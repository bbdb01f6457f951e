//! one mistake
//@ fix: PositionEmbedding(sequence_length = 9) => PositionEmbedding

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        positions: PositionEmbedding(sequence_length = 9), //~ sequence_length
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

//! one mistake: PositionEmbedding
//@ fix: PositionEmbedding(9) => PositionEmbedding

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        positions: PositionEmbedding(9), //~ 9
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

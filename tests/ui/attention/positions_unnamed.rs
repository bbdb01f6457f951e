//! one mistake: PositionEmbedding
//@ fix:         PositionEmbedding, => positionembedding: PositionEmbedding,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        PositionEmbedding, //~ PositionEmbedding
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

//! one mistake
//@ fix: SinusoidalPositionEncoding => PositionalEncoding

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        SinusoidalPositionEncoding, //~ SinusoidalPositionEncoding
        attention: Attention(3),
        LastStep,
    }
}

fn main() {}

//! one mistake
//@ fix: Attention(HEADS) => Attention(HEADS, size = 8)

use nn_core::prelude::*;

network! {
    pub struct Net<const HEADS: usize> {
        input: [f32; (9, 6)],
        attention: Attention(HEADS), //~ HEADS
        LastStep,
    }
}

fn main() {}

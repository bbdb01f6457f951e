//! one mistake: 5 and 6
//@ fix: const HEADS: usize = 5; => const HEADS: usize = 6;

use nn_core::prelude::*;

const HEADS: usize = 5;

network! {
    pub struct Net {
        input: [f32; (9, 6)],
        attention: Attention(HEADS), //~ HEADS
        LastStep,
    }
}

fn main() {}

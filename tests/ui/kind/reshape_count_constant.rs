//! one mistake: 49 and 64
//@ fix: const SIDE: usize = 7 => const SIDE: usize = 8

use nn_core::prelude::*;

const SIDE: usize = 7;

network! {
    pub struct Net {
        input: [f32; 64],
        image: Reshape((SIDE, SIDE)), //~ (SIDE, SIDE)
    }
}

fn main() {}

//! one mistake: conv
//@ fix: <const SIDE: usize> => <const SIDE: usize, const LESS: usize>
//@ fix: kernel = 3), => kernel = 3), whole: [f32; (LESS, LESS, 4)],

use nn_core::prelude::*;

network! {
    pub struct Net<const SIDE: usize> {
        input: [f32; (SIDE, SIDE, 1)],
        conv: Conv2d(4, kernel = 3), //~ Conv2d
        GlobalAveragePool,
        logits: Dense(10),
    }
}

fn main() {}

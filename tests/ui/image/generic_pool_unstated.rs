//! one mistake
//@ fix: <const SIDE: usize> => <const SIDE: usize, const HALF: usize>
//@ fix: MaxPool2d(2), => MaxPool2d(2), whole: [f32; (HALF, HALF, 4)],

use nn_core::prelude::*;

network! {
    pub struct Net<const SIDE: usize> {
        input: [f32; (SIDE, SIDE, 4)],
        MaxPool2d(2), //~ MaxPool2d
        GlobalAveragePool,
        logits: Dense(10),
    }
}

fn main() {}

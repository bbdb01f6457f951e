//! one mistake: 6 and 7
//@ fix: Net<8, 7> => Net<8, 6>

use nn_core::prelude::*;

network! {
    pub struct Net<const SIDE: usize, const LESS: usize> {
        input: [f32; (SIDE, SIDE, 1)],
        conv: Conv2d(4, kernel = 3),
        map: [f32; (LESS, LESS, 4)], //~ (LESS, LESS, 4)
        GlobalAveragePool,
        logits: Dense(10),
    }
}

nn_core::check!(Net<8, 7>);

fn main() {}

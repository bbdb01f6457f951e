//! one mistake: 3 and 2
//@ fix: Net<2, 1> => Net<3, 1>

use nn_core::prelude::*;

network! {
    pub struct Net<const SIDE: usize, const LESS: usize> {
        input: [f32; (SIDE, SIDE, 1)],
        conv: Conv2d(4, kernel = 3), //~ 3
        map: [f32; (LESS, LESS, 4)],
        GlobalAveragePool,
        logits: Dense(10),
    }
}

nn_core::check!(Net<2, 1>);

fn main() {}

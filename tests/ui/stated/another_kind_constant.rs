//! one mistake: 10 and 100
//@ fix: image: [f32; (SIDE, SIDE)] => image: [f32; 100]

use nn_core::prelude::*;

const SIDE: usize = 10;

network! {
    pub struct Net {
        input: [f32; 64],
        hidden: Dense(SIDE * SIDE),
        image: [f32; (SIDE, SIDE)], //~ (SIDE, SIDE)
    }
}

fn main() {}

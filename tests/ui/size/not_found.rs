//! one mistake
//@ fix: Dense(HIDEN) => Dense(HIDDEN)

use nn_core::prelude::*;

const HIDDEN: usize = 8;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(HIDEN), //~ HIDEN
        output: Dense(1),
    }
}

fn main() {}

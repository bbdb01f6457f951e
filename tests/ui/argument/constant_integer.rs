//! one mistake: usize
//@ fix: RATE: usize = 0 => RATE: f32 = 0.0

use nn_core::prelude::*;

const RATE: usize = 0;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        Dropout(RATE), //~ RATE
        output: Dense(1),
    }
}

fn main() {}

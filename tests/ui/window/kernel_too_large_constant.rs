//! one mistake: 31 and 16
//@ fix: = 31 => = 16

use nn_core::prelude::*;

const WINDOW: usize = 31;

network! {
    pub struct Net {
        input: [f32; (16, 10)],
        heard: Conv1d(8, kernel = WINDOW), //~ WINDOW
        GlobalMaxPool,
        logits: Dense(10),
    }
}

fn main() {}

//! one mistake: Conv1d
//@ fix: conv: Conv1d(8, kernel = 3), =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        conv: Conv1d(8, kernel = 3), //~ Conv1d
        Flatten,
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: digit
//@ fix: 1: => n1:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        1: Dense(4), //~ 1
        output: Dense(1),
    }
}

fn main() {}

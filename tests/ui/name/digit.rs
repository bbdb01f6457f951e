//! one mistake: digit
//@ fix: 1st: => n1st:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        1st: Dense(4), //~ 1st
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: 9 and 8
//@ fix: again: [f32; 9] => again: [f32; 8]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        again: [f32; 9], //~ 9
        output: Dense(1),
    }
}

fn main() {}

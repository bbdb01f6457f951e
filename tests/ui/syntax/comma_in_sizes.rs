//! one mistake
//@ fix: [f32; 8, 4] => [f32; (8, 4)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8, 4], //~ ,
        Flatten,
        output: Dense(1),
    }
}

fn main() {}

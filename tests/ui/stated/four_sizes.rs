//! one mistake
//@ fix: [f32; (2, 8, 8, 3)] => [f32; (16, 8, 3)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (2, 8, 8, 3)], //~ (2, 8, 8, 3)
        Flatten,
        output: Dense(1),
    }
}

fn main() {}

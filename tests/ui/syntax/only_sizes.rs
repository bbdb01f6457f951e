//! one mistake
//@ fix: [8, 8, 1] => [f32; (8, 8, 1)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [8, 8, 1], //~ [8, 8, 1]
        Flatten,
        output: Dense(1),
    }
}

fn main() {}

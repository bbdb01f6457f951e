//! one mistake
//@ fix: Dense(0) => Dense(1)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(0), //~ 0
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: commas
//@ fix: Dense(1,000,000) => Dense(1000000)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(1,000,000), //~ 1,000,000
        output: Dense(1),
    }
}

fn main() {}

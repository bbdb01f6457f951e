//! one mistake: hidden
//@ fix: hidden::Dense(10) => hidden: Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden::Dense(10), //~ hidden::Dense
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: hidden
//@ fix: hidden Dense => hidden: Dense

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden Dense(4), //~ hidden
        output: Dense(1),
    }
}

fn main() {}

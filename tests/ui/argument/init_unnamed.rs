//! one mistake: Dense
//@ fix: Dense(8, He) => Dense(8, init = He)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, He), //~ He
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: Dense(8, init) => Dense(8, init = He)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init), //~ init
    }
}

fn main() {}

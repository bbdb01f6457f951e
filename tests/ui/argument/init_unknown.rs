//! one mistake
//@ fix: init = Random => init = He

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = Random), //~ Random
        output: Dense(1),
    }
}

fn main() {}

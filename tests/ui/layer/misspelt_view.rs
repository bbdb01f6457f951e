//! one mistake
//@ fix: Flattenn => Flatten

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (2, 4)],
        Flattenn, //~ Flattenn
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: 8 and 4
//@ fix: right: Dense(4) => right: Dense(LEFT)

use nn_core::prelude::*;

const LEFT: usize = 8;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Sum {
            left: Dense(LEFT),
            right: Dense(4), //~ Dense(4)
        },
    }
}

fn main() {}

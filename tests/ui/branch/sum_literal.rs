//! one mistake: 8 and 4
//@ fix: right: Dense(4) => right: Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Sum {
            left: Dense(8),
            right: Dense(4), //~ Dense(4)
        },
    }
}

fn main() {}

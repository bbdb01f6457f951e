//! one mistake
//@ fix: # the first => // the first

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        # the first layer //~ #
        hidden: Dense(4),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: LIMIT
//@ fix: LIMIT => 8

use nn_core::prelude::*;

network! {
    #[unroll(LIMIT)] //~ LIMIT
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

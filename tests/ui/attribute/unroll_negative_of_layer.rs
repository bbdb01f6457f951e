//! one mistake: 1
//@ fix: -1 => 1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[unroll(-1)] hidden: Dense(8), //~ -1
        output: Dense(1),
    }
}

fn main() {}

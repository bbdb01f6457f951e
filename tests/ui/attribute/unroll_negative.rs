//! one mistake: 1
//@ fix: -1 => 1

use nn_core::prelude::*;

network! {
    #[unroll(-1)] //~ -1
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

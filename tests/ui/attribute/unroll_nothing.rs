//! one mistake: unroll
//@ fix: #[unroll] => #[unroll(32)]

use nn_core::prelude::*;

network! {
    #[unroll] //~ #[unroll]
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

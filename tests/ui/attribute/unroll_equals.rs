//! one mistake: unroll
//@ fix: #[unroll = 8] => #[unroll(8)]

use nn_core::prelude::*;

network! {
    #[unroll = 8] //~ #[unroll
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

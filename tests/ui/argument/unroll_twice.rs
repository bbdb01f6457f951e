//! one mistake: unroll
//@ fix: #[unroll(8)] #[unroll(16)] => #[unroll(8)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        #[unroll(8)] #[unroll(16)] hidden: Dense(3), //~ #[unroll(16)]
        output: Dense(1),
    }
}

fn main() {}

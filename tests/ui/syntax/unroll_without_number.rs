//! one mistake
//@ fix: #[unroll] => #[unroll(32)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[unroll] output: Dense(1), //~ #[unroll]
    }
}

fn main() {}

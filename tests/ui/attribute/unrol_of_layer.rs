//! one mistake: unrol
//@ fix: #[unrol(8)] => #[unroll(8)]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[unrol(8)] hidden: Dense(8), //~ #[unrol
        output: Dense(1),
    }
}

fn main() {}

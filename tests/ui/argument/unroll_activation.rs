//! one mistake: Relu
//@ fix: #[unroll(8)]  =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        #[unroll(8)] Relu, //~ 8
        output: Dense(1),
    }
}

fn main() {}

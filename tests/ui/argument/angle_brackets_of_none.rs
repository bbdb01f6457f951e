//! one mistake: Relu
//@ fix: Relu<4> => Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Relu<4>, //~ Relu<4>
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: default
//@ fix: Relu::default() => Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Relu::default(), //~ Relu::default
        output: Dense(1),
    }
}

fn main() {}

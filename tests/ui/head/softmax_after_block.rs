//! one mistake: Softmax
//@ fix: inner: Dense(3), Softmax  => inner: Dense(3) 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Chain { inner: Dense(3), Softmax },
        Softmax, //~ Softmax
    }
}

fn main() {}

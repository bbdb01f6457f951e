//! one mistake
//@ fix: hidden: hidden: => hidden:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: hidden: Dense(4), //~ hidden
        Relu,
        output: Dense(1),
    }
}

fn main() {}

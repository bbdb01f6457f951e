//! one mistake
//@ fix: bias = ) => bias = false)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(4, bias = ), //~ bias
        Relu,
        output: Dense(1),
    }
}

fn main() {}

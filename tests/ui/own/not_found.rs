//! one mistake
//@ fix: hidden: encoder::Encoder => hidden: Dense(4)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: encoder::Encoder, //~ encoder
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: Dense(8, bias) => Dense(8, bias = false)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, bias), //~ bias
    }
}

fn main() {}

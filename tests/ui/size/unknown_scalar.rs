//! one mistake
//@ fix: Float => f32

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Float; 4], //~ Float
        output: Dense(1),
    }
}

fn main() {}

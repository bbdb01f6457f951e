//! one mistake
//@ fix: Xavier => Glorot

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = Xavier), //~ Xavier
        output: Dense(1),
    }
}

fn main() {}

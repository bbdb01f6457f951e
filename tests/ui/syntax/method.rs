//! one mistake
//@ fix: Dense(8).relu() => Dense(8), Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8).relu(), //~ relu()
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: slope = "0.1" => slope = 0.1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        LeakyRelu(slope = "0.1"), //~ "0.1"
        output: Dense(1),
    }
}

fn main() {}

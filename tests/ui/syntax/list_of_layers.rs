//! one mistake
//@ fix: body: [Dense(8), Relu] => Chain { dense1: Dense(8), Relu }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        body: [Dense(8), Relu], //~ [Dense(8), Relu]
        output: Dense(1),
    }
}

fn main() {}

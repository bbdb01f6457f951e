//! one mistake
//@ fix: layers[0] => layers0

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        layers[0]: Dense(8), //~ layers[0]
        output: Dense(1),
    }
}

fn main() {}

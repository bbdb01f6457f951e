//! one mistake
//@ fix: Sequential { Relu }, => Chain { Relu },

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Sequential { Relu }, //~ Sequential { Relu }
        output: Dense(1),
    }
}

fn main() {}

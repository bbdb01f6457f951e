//! one mistake: 16 and 8
//@ fix: down: Dense(8) => down: Dense(16)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Sum {
            Identity,
            long: Chain { up: Dense(32), Relu, down: Dense(8) }, //~ Chain
        },
    }
}

fn main() {}

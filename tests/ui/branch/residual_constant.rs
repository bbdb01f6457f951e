//! one mistake: 16 and 8
//@ fix: down: Dense(DOWN) => down: Dense(16)

use nn_core::prelude::*;

const DOWN: usize = 8;

network! {
    pub struct Net {
        input: [f32; 16],
        block: Residual { up: Dense(32), Relu, down: Dense(DOWN) }, //~ Dense(DOWN)
    }
}

fn main() {}

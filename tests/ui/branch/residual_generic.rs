//! one mistake: 16 and WIDTH
//@ fix: down: Dense(WIDTH) => down: Dense(16)

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize> {
        input: [f32; 16],
        block: Residual { up: Dense(32), Relu, down: Dense(WIDTH) }, //~ Dense(WIDTH)
    }
}

fn main() {}

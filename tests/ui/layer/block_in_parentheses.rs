//! one mistake
//@ fix: Residual( => Residual {
//@ fix: Dense(4)) => Dense(4) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        block: Residual(up: Dense(8), Relu, down: Dense(4)), //~ Residual
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Dense
//@ fix: nn_core::layer::Dense(10) => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: nn_core::layer::Dense(10), //~ nn_core::layer::Dense
        output: Dense(1),
    }
}

fn main() {}

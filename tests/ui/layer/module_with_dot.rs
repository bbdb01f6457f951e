//! one mistake
//@ fix: nn.Dense => Dense

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: nn.Dense(4), //~ nn
        Relu,
        output: Dense(1),
    }
}

fn main() {}

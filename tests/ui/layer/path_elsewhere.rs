//! one mistake: nn and Linear
//@ fix: nn::Linear(64, 10) => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: nn::Linear(64, 10), //~ nn::Linear
        output: Dense(1),
    }
}

fn main() {}

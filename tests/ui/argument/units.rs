//! one mistake: Dense and units
//@ fix: Dense(units = 32) => Dense(32)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(units = 32), //~ units
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: transform(8), => Dense(8),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: transform(8), //~ transform(8)
        output: Dense(1),
    }
}

fn main() {}

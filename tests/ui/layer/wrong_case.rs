//! one mistake
//@ fix: dense(8), => Dense(8),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: dense(8), //~ dense(8)
        output: Dense(1),
    }
}

fn main() {}

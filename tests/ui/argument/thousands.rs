//! one mistake: commas
//@ fix: Dense(1,024) => Dense(1024)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(1,024), //~ 1,024
        output: Dense(1),
    }
}

fn main() {}

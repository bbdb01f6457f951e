//! one mistake
//@ fix: for i in 0..2 { Dense(8) } => a: Dense(8), b: Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        for i in 0..2 { Dense(8) }, //~ for
        output: Dense(1),
    }
}

fn main() {}

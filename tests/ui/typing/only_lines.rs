//! one mistake: struct
//@ fix: input: [f32; 4], => struct Net { input: [f32; 4],
//@ fix: output: Dense(1), => output: Dense(1), }

use nn_core::prelude::*;

network! {
    input: [f32; 4], //~ input
    output: Dense(1),
}

fn main() {}

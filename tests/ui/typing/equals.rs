//! one mistake: Net
//@ fix: Net = { => Net {

use nn_core::prelude::*;

network! {
    pub struct Net = { //~ =
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

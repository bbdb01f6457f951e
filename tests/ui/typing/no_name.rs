//! one mistake: name
//@ fix: struct { => struct Net {

use nn_core::prelude::*;

network! {
    pub struct { //~ struct
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: match
//@ fix: struct match => struct Net

use nn_core::prelude::*;

network! {
    pub struct match { //~ match
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix:         pub fn run(&self) {}\n =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
        pub fn run(&self) {} //~ fn
    }
}

fn main() {}

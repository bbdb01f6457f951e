//! one mistake
//@ fix: bias: false => bias = false

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(32, bias: false), //~ :
        output: Dense(1),
    }
}

fn main() {}

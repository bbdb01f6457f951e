//! one mistake
//@ fix: outputs: 32 => outputs = 32

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(outputs: 32), //~ :
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: 99999999999999999999 => 9

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(99999999999999999999), //~ 99999999999999999999
        output: Dense(1),
    }
}

fn main() {}

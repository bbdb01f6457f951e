//! one mistake
//@ fix: [; 4] => [f32; 64]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [; 4], //~ ;
        output: Dense(1),
    }
}

fn main() {}

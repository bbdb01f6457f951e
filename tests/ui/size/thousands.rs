//! one mistake
//@ fix: 1.024 => 1024

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(1.024), //~ 1.024
    }
}

fn main() {}

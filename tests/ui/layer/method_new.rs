//! one mistake
//@ fix: Dense.new(8) => Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense.new(8), //~ new(8)
    }
}

fn main() {}

//! one mistake
//@ fix: Dense: hidden(8) => hidden: Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dense: hidden(8), //~ Dense: hidden
    }
}

fn main() {}

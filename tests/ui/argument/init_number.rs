//! one mistake
//@ fix: init = 0.1 => init = Zeros

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = 0.1), //~ 0.1
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: outputs and inputs
//@ fix: Dense(IN, OUT) => Dense(OUT)

use nn_core::prelude::*;

const IN: usize = 4;
const OUT: usize = 10;

network! {
    pub struct Net {
        input: [f32; IN],
        hidden: Dense(IN, OUT), //~ IN
        output: Dense(1),
    }
}

fn main() {}

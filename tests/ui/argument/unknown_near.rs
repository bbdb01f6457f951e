//! one mistake
//@ fix: bais => bias

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, bais = false), //~ bais
        output: Dense(1),
    }
}

fn main() {}

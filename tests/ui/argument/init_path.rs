//! one mistake: He
//@ fix: Init::He => He

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = Init::He), //~ Init::He
        output: Dense(1),
    }
}

fn main() {}

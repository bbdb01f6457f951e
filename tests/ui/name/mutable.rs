//! one mistake: mut
//@ fix: mut hidden => hidden

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        mut hidden: Dense(4), //~ mut
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: new
//@ fix: Dense::new() => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense::new(), //~ Dense::new
        output: Dense(1),
    }
}

fn main() {}

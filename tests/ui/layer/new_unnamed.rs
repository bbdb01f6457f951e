//! one mistake: new
//@ fix: Dense::new(10) => dense: Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dense::new(10), //~ Dense::new
        output: Dense(1),
    }
}

fn main() {}

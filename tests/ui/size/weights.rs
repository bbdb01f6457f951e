//! one mistake
//@ fix: [[0.2, 0.8]] => 10

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense([[0.2, 0.8]]), //~ [[0.2, 0.8]]
    }
}

fn main() {}

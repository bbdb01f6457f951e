//! one mistake: WIDTH
//@ fix: <WIDTH: usize> => <const WIDTH: usize>

use nn_core::prelude::*;

network! {
    pub struct Net<WIDTH: usize> { //~ WIDTH
        input: [f32; 4],
        hidden: Dense(WIDTH),
        output: Dense(1),
    }
}

fn main() {}

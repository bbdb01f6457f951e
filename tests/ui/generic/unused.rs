//! one mistake: U
//@ fix: , U =>

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize, U> { //~ U
        input: [f32; 3],
        first: Dense(3),
        Relu,
        Relu,
        output: Dense(1),
    }
}

fn main() {}

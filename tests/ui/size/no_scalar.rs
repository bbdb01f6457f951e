//! one mistake: Half
//@ fix: [Half; 3] => [f32; 3]

use nn_core::prelude::*;

pub struct Half;

network! {
    pub struct Net {
        input: [Half; 3], //~ Half
        first: Dense(3),
        Relu,
        Relu,
        output: Dense(1),
    }
}

fn main() {}

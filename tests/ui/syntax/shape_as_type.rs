//! one mistake: Features and 3
//@ fix: Features<3> => [f32; 3]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        first: Dense(3),
        Relu,
        middle: Features<3>, //~ Features<3>
        output: Dense(1),
    }
}

fn main() {}

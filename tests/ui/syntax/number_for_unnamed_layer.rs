//! one mistake: 8
//@ fix: \n        8, => \n        hidden2: Dense(8),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(3),
        8, //~ 8
        output: Dense(1),
    }
}

fn main() {}

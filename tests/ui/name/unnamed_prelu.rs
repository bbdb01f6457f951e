//! one mistake
//@ fix: \n        Prelu, => \n        prelu: Prelu,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Prelu, //~ Prelu
        output: Dense(1),
    }
}

fn main() {}

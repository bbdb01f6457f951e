//! one mistake: 4 and 2
//@ fix: Softmax, => Flatten, Softmax,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 4, 2)],
        Softmax, //~ Softmax
    }
}

fn main() {}

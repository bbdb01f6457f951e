//! one mistake: 8 and 32
//@ fix: Flatten => Relu

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 8)],
        both: Concat {
            Identity,
            Flatten, //~ Flatten
        },
    }
}

fn main() {}

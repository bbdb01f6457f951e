//! one mistake: 4 and 8
//@ fix: Reshape((8, 4)) => Reshape((4, 8))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (4, 8)],
        both: Concat {
            Identity,
            other: Reshape((8, 4)), //~ Reshape
        },
    }
}

fn main() {}

//! one mistake
//@ fix: Reshape[4, 4] => Reshape((4, 4))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        Reshape[4, 4], //~ [4, 4]
    }
}

fn main() {}

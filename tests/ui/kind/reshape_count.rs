//! one mistake: 192 and 64
//@ fix: Reshape((8, 8, 3)) => Reshape((8, 8, 1))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        image: Reshape((8, 8, 3)), //~ (8, 8, 3)
    }
}

fn main() {}

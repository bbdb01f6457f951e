//! one mistake
//@ fix: hidden: Dense([100, 50]) => dense: Dense(100), hidden: Dense(50)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense([100, 50]), //~ [100, 50]
    }
}

fn main() {}

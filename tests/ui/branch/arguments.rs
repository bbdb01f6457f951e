//! one mistake
//@ fix: Chain(Dense(8)) => Chain { inner: Dense(8) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Chain(Dense(8)), //~ (Dense(8))
    }
}

fn main() {}

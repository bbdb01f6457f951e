//! one mistake
//@ fix: pub(crate) middle => middle

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        pub(crate) middle: [f32; 4], //~ pub(crate)
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Net
//@ fix: inner: Self => inner: Dense(4)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        block: Residual { inner: Self }, //~ Self
        output: Dense(1),
    }
}

fn main() {}

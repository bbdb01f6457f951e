//! one mistake: Net
//@ fix: inner: Net => inner: Dense(4)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        inner: Net, //~ Net
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: 8 neurons => 8

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8 neurons), //~ neurons
    }
}

fn main() {}

//! one mistake
//@ fix: Dense(8).to(device) => Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8).to(device), //~ to(device)
    }
}

fn main() {}

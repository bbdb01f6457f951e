//! one mistake: 64 and 192
//@ fix: flat: [f32; 64] => flat: [f32; 192]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (8, 8, 3)],
        Flatten,
        flat: [f32; 64], //~ 64
        output: Dense(1),
    }
}

fn main() {}

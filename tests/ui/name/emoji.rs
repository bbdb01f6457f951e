//! one mistake: emoji
//@ fix: 👍 => thumb

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        👍: Dense(3), //~ 👍
        Relu,
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Attention
//@ fix: hidden: Dense(6), => hidden: Dense(6), Reshape((6, 1)),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(6),
        attention: Attention(1), //~ Attention
    }
}

fn main() {}

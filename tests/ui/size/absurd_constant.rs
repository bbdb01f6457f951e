//! one mistake: 8 and 1099511627776
//@ fix: 1 << 40 => 1 << 4

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        hidden: Dense(1 << 40), //~ 1 << 40
        Relu,
        output: Dense(1),
    }
}

fn main() {}

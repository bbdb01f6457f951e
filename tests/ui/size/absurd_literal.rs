//! one mistake: 8 and 1099511627776
//@ fix: 1099511627776 => 16

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 8],
        hidden: Dense(1099511627776), //~ 1099511627776
        Relu,
        output: Dense(1),
    }
}

fn main() {}

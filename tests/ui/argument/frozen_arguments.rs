//! one mistake
//@ fix: #[frozen(true)] => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[frozen(true)] hidden: Dense(8), //~ #[frozen(true)]
        output: Dense(1),
    }
}

fn main() {}

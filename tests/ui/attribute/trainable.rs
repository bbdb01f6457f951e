//! one mistake: trainable
//@ fix: #[trainable = false] => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[trainable = false] hidden: Dense(8), //~ #[trainable
        output: Dense(1),
    }
}

fn main() {}

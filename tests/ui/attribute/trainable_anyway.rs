//! one mistake: trained
//@ fix: #[trainable = true]  =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[trainable = true] hidden: Dense(8), //~ #[trainable
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: hidden: #[frozen] => #[frozen] hidden:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: #[frozen] Dense(8), //~ #[frozen]
        output: Dense(1),
    }
}

fn main() {}

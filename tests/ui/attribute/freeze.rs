//! one mistake: freeze
//@ fix: #[freeze] => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[freeze] hidden: Dense(8), //~ #[freeze]
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: #[frozen] => #[frozen] hidden: Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
        #[frozen] //~ #[frozen]
    }
}

fn main() {}

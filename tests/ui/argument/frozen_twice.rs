//! one mistake: frozen
//@ fix: #[frozen] #[frozen] => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 3],
        #[frozen] #[frozen] hidden: Dense(3), //~ #[frozen] hidden
        output: Dense(1),
    }
}

fn main() {}

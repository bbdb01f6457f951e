//! one mistake: frozen
//@ fix: #[frozen] =>
//@ fix: hidden: Dense(8) => #[frozen] hidden: Dense(8)

use nn_core::prelude::*;

network! {
    #[frozen] //~ #[frozen]
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

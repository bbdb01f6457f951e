//! one mistake
//@ fix: @frozen => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        @frozen //~ @frozen
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

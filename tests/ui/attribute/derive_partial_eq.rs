//! one mistake: PartialEq
//@ fix: #[derive(PartialEq)] =>

use nn_core::prelude::*;

network! {
    #[derive(PartialEq)] //~ PartialEq
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

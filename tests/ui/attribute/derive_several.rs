//! one mistake: Clone
//@ fix: #[derive(Clone, Debug, PartialEq)] =>

use nn_core::prelude::*;

network! {
    #[derive(Clone, Debug, PartialEq)] //~ Clone
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

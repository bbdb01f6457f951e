//! one mistake: Default
//@ fix: #[derive(Default)] =>

use nn_core::prelude::*;

network! {
    #[derive(Default)] //~ Default
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

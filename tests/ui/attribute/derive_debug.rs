//! one mistake: Debug
//@ fix: #[derive(Debug)] =>

use nn_core::prelude::*;

network! {
    #[derive(Debug)] //~ Debug
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

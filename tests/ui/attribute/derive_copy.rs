//! one mistake: clone
//@ fix: #[derive(Copy)] =>

use nn_core::prelude::*;

network! {
    #[derive(Copy)] //~ Copy
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Eq
//@ fix: #[derive(Eq)] =>

use nn_core::prelude::*;

network! {
    #[derive(Eq)] //~ Eq
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

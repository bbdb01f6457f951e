//! one mistake: Hash
//@ fix: #[derive(Hash)] =>

use nn_core::prelude::*;

network! {
    #[derive(Hash)] //~ Hash
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: parameters
//@ fix: #[derive(Parameters)] =>

use nn_core::prelude::*;

network! {
    #[derive(Parameters)] //~ Parameters
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

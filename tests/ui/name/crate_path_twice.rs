//! one mistake: crate_path
//@ fix: #[crate_path(nn_core)] #[crate_path(nn_core)] => #[crate_path(nn_core)]

use nn_core::prelude::*;

network! {
    #[crate_path(nn_core)] #[crate_path(nn_core)] //~ #[crate_path(nn_core)]
    pub struct Net {
        input: [f32; 3],
        Relu,
        output: Dense(1),
    }
}

fn main() {}

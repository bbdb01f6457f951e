//! one mistake: crate_path
//@ fix: #[crate_path("nn_core")] => #[crate_path(nn_core)]

use nn_core::prelude::*;

network! {
    #[crate_path("nn_core")] //~ #[crate_path
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: 4096
//@ fix: -4096 => 4096

use nn_core::prelude::*;

network! {
    #[budget(flash = -4096)] //~ -4096
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: 48kB
//@ fix: 48kB => 48 * 1024

use nn_core::prelude::*;

network! {
    #[budget(flash = 48kB)] //~ 48kB
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

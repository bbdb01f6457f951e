//! one mistake: 48 and KiB
//@ fix: 48 KiB => 48 * 1024

use nn_core::prelude::*;

network! {
    #[budget(flash = 48 KiB)] //~ 48 KiB
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

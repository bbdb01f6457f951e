//! one mistake
//@ fix: 4096 ram => 4096, ram

use nn_core::prelude::*;

network! {
    #[budget(flash = 4096 ram = 4096)] //~ ram
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: rom => flash

use nn_core::prelude::*;

network! {
    #[budget(rom = 48 * 1024)] //~ rom
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

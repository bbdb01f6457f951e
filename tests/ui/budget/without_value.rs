//! one mistake: flash
//@ fix: (flash) => (flash = 48 * 1024)

use nn_core::prelude::*;

network! {
    #[budget(flash)] //~ flash
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: name
//@ fix: (4 * 1024) => (flash = 4 * 1024)

use nn_core::prelude::*;

network! {
    #[budget(4 * 1024)] //~ 4 * 1024
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: budget
//@ fix: #[budget = 4096] => #[budget(flash = 48 * 1024, ram = 2 * 1024)]

use nn_core::prelude::*;

network! {
    #[budget = 4096] //~ #[budget
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: budget
//@ fix: #[budget(flash = 1024)] =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[budget(flash = 1024)] hidden: Dense(8), //~ #[budget
        output: Dense(1),
    }
}

fn main() {}

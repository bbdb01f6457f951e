//! one mistake: 5MB
//@ fix: 1.5MB => 1572864

use nn_core::prelude::*;

network! {
    #[budget(flash = 1.5MB)] //~ 1.5MB
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

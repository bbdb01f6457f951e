//! one mistake: Dense
//@ fix: Dense<10> => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense<10>, //~ Dense<10>
        output: Dense(1),
    }
}

fn main() {}

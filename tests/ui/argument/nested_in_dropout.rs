//! one mistake
//@ fix: hidden: Dropout(Dense(8)) => hidden: Dense(8), Dropout(0.5)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dropout(Dense(8)), //~ Dense(8)
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Dropout and p
//@ fix: Dropout(p = 0.5) => Dropout(0.5)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        Dropout(p = 0.5), //~ p
        output: Dense(1),
    }
}

fn main() {}

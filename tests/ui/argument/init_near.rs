//! one mistake
//@ fix: Gloro) => Glorot)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = Gloro), //~ Gloro
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Dense
//@ fix: Dense(12) }, => dense: Dense(12) },

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        each: EachStep { Dense(12) }, //~ Dense
    }
}

fn main() {}

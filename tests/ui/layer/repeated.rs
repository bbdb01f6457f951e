//! one mistake
//@ fix: hidden: [Dense; 2] => hidden: Dense(8), hidden2: Dense(8)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: [Dense; 2], //~ [Dense; 2]
    }
}

fn main() {}

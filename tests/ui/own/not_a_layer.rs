//! one mistake
//@ fix: hidden: Hidden => hidden: Dense(4)

use nn_core::prelude::*;

pub struct Hidden;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Hidden, //~ Hidden
        output: Dense(1),
    }
}

fn main() {}

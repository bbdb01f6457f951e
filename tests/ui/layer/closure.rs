//! one mistake
//@ fix: hidden: |x| x * 2.0, => hidden: Twice,

use nn_core::prelude::*;

network! { pub struct Twice { input: [f32; 4], output: Dense(4) } }

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: |x| x * 2.0, //~ |
        output: Dense(1),
    }
}

fn main() {}

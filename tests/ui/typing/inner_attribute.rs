//! one mistake
//@ fix: #![allow(dead_code)] => #[allow(dead_code)]

use nn_core::prelude::*;

network! {
    #![allow(dead_code)] //~ #!
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

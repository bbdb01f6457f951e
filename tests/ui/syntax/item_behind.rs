//! one mistake
//@ fix:     impl Net {}\n =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
    impl Net {} //~ impl
}

fn main() {}

//! one mistake
//@ fix: init = ) => init = He)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(4, init = ), //~ init
        Relu,
        output: Dense(1),
    }
}

fn main() {}

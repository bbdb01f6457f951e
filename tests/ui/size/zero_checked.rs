//! one mistake
//@ fix: Net<0> => Net<1>

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize> {
        input: [f32; 4],
        hidden: Dense(WIDTH), //~ WIDTH
        output: Dense(1),
    }
}

nn_core::check!(Net<0>);

fn main() {}

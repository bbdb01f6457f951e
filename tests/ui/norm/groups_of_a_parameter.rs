//! one mistake: 4 and 6
//@ fix: check!(Net<6>) => check!(Net<8>)

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDTH: usize> {
        input: [f32; 3],
        hidden: Dense(WIDTH),
        norm: GroupNorm(4), //~ 4
    }
}

nn_core::check!(Net<6>);

fn main() {}

//! one mistake: WIDE and NARROW
//@ fix: output: [f32; WIDE] => output: [f32; NARROW]

use nn_core::prelude::*;

network! {
    pub struct Net<const WIDE: usize, const NARROW: usize> {
        input: [f32; WIDE],
        hidden: Dense(NARROW),
        Relu,
        output: [f32; WIDE], //~ WIDE
    }
}

fn main() {}

//! one mistake: 5 and 12
//@ fix: const GROUPS: usize = 5; => const GROUPS: usize = 4;

use nn_core::prelude::*;

const GROUPS: usize = 5;

network! {
    pub struct Net {
        input: [f32; (8, 8, 1)],
        conv: Conv2d(12, kernel = 3),
        norm: GroupNorm(GROUPS), //~ GROUPS
        Relu,
    }
}

fn main() {}

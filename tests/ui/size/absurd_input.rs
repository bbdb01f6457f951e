//! one mistake: 18446744073709551615
//@ fix: usize::MAX => 8

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; usize::MAX], //~ usize::MAX
        hidden: Dense(4),
        Relu,
        output: Dense(1),
    }
}

fn main() {}

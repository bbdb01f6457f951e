//! one mistake: requires_grad
//@ fix: #[requires_grad(false)] => #[frozen]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        #[requires_grad(false)] hidden: Dense(8), //~ #[requires_grad
        output: Dense(1),
    }
}

fn main() {}

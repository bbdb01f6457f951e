//! one mistake: unrol
//@ fix: unrol( => unroll(

use nn_core::prelude::*;

network! {
    #[unrol(8)] //~ unrol
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: EachStep and 8
//@ fix: each: => Reshape((64, 1)), each:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (8, 8, 1)],
        each: EachStep { //~ EachStep
            logits: Dense(12),
        },
    }
}

fn main() {}

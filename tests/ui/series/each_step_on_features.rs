//! one mistake: EachStep and 10
//@ fix: each: => Reshape((10, 1)), each:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 10],
        each: EachStep { //~ EachStep
            logits: Dense(12),
        },
    }
}

fn main() {}

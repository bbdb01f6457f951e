//! one mistake: EachStep
//@ fix: EachStep(Dense(12)) => EachStep { logits: Dense(12) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        each: EachStep(Dense(12)), //~ (Dense(12))
    }
}

fn main() {}

//! one mistake: 60 and 49
//@ fix: (60) => (3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        depth: DepthwiseConv1d(60), //~ 60
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

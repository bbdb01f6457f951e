//! one mistake: DepthwiseConv2D
//@ fix: DepthwiseConv2D(kernel = 3) => DepthwiseConv2d(3)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (28, 28, 1)],
        conv: DepthwiseConv2D(kernel = 3), //~ DepthwiseConv2D
        Flatten,
        logits: Dense(10),
    }
}

fn main() {}

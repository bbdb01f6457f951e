//! one mistake: depth
//@ fix: , multiplier = 2 =>

use nn_core::prelude::*;

network! {
    pub struct Net<const N: usize> {
        input: [f32; (49, N)],
        depth: DepthwiseConv1d(3, multiplier = 2, padding = Same), //~ DepthwiseConv1d
        LastStep,
        logits: Dense(10),
    }
}

fn main() {}

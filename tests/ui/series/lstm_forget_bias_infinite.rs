//! one mistake: forget_bias
//@ fix: f64::INFINITY => 2.0

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        memory: Lstm(32, forget_bias = f64::INFINITY), //~ f64::INFINITY
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: LastStep
//@ fix: LastStep, => Reshape((64, 1)), LastStep,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (8, 8, 1)],
        LastStep, //~ LastStep
    }
}

fn main() {}

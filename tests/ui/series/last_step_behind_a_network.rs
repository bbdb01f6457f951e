//! one mistake: 490
//@ fix: Flatten } => Relu }

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; (49, 10)], Flatten } }

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        inner: Inner,
        LastStep, //~ LastStep
    }
}

fn main() {}

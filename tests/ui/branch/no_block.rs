//! one mistake
//@ fix: both: Residual => both: Residual { Relu }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Residual, //~ Residual
    }
}

fn main() {}

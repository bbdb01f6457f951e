//! one mistake
//@ fix: Sum {} => Sum { Identity, Relu }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 16],
        both: Sum {}, //~ {}
    }
}

fn main() {}

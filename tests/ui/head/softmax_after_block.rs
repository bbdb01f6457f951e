//! one mistake: Softmax
//@ fix: Softmax,\n    } => }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Chain { inner: Dense(3), Softmax },
        Softmax, //~ Softmax
    }
}

fn main() {}

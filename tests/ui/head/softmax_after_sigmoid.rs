//! one mistake: Softmax and Sigmoid
//@ fix: Softmax,\n    } => }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(3),
        Sigmoid,
        Softmax, //~ Softmax
    }
}

fn main() {}

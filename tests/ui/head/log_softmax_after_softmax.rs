//! one mistake: LogSoftmax and Softmax
//@ fix: LogSoftmax,\n    } => }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(3),
        Softmax,
        LogSoftmax, //~ LogSoftmax
    }
}

fn main() {}

//! one mistake: LogSoftmax and 0
//@ fix: LogSoftmax, => LogSigmoid,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
        LogSoftmax, //~ LogSoftmax
    }
}

fn main() {}

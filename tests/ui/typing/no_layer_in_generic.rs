//! one mistake
//@ fix: hidden: , => hidden: Dense(10),

use nn_core::prelude::*;

network! {
    pub struct Net<T: Scalar, L: Learn<T, In = Features<4>, Out = Features<4>>> {
        input: [T; 4],
        inner: L,
        hidden: , //~ ,
        output: Dense(1),
    }
}

fn main() {}

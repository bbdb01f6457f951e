//! one mistake: N
//@ fix: where N: Network => where N: Learn<f32, In = Features<4>, Out = Features<3>>

use nn_core::prelude::*;

network! {
    pub struct Net<N> where N: Network {
        input: [f32; 4],
        inner: N, //~ N
        code: [f32; 3],
        output: Dense(1),
    }
}

fn main() {}

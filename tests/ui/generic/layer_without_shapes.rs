//! one mistake: L
//@ fix: L: Layer => L: Learn<f32, In = Features<4>, Out = Features<4>>

use nn_core::prelude::*;

network! {
    pub struct Net<L: Layer> {
        input: [f32; 4],
        inner: L, //~ L
        output: Dense(1),
    }
}

fn main() {}

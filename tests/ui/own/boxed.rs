//! one mistake: Box
//@ fix: own: Box<Inner> => own: Inner

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; 3], inner: Dense(3) } }

network! {
    pub struct Net {
        input: [f32; 3],
        first: Dense(3),
        Relu,
        own: Box<Inner>, //~ Box<Inner>
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Brain
//@ fix: own: Brain, => own: self::Brain, // not `Chain`

use nn_core::prelude::*;

network! { pub struct Brain { input: [f32; 3], inner: Dense(3) } }

network! {
    pub struct Net {
        input: [f32; 3],
        first: Dense(3),
        Relu,
        own: Brain, //~ Brain
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: Mine and f32
//@ fix: own: Mine, => own: Dense(3),

use nn_core::prelude::*;

pub struct Mine;

network! {
    pub struct Net {
        input: [f32; 3],
        first: Dense(3),
        Relu,
        own: Mine, //~ Mine
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: GlobalMaxPool and 64
//@ fix: GlobalMaxPool, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        GlobalMaxPool, //~ GlobalMaxPool
        logits: Dense(10),
    }
}

fn main() {}

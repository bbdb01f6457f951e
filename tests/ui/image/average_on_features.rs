//! one mistake: GlobalAveragePool and 64
//@ fix: GlobalAveragePool, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        GlobalAveragePool, //~ GlobalAveragePool
        logits: Dense(10),
    }
}

fn main() {}

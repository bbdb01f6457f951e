//! one mistake: TimeDistributed
//@ fix: TimeDistributed => EachStep

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        each: TimeDistributed { logits: Dense(12) }, //~ TimeDistributed
    }
}

fn main() {}

//! one mistake
//@ fix: attention: Attention, => attention: Attention(4),

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (9, 8)],
        attention: Attention, //~ Attention
        LastStep,
    }
}

fn main() {}

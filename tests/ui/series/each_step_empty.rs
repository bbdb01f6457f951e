//! one mistake: EachStep
//@ fix: EachStep {} => EachStep { dense: Dense(12) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        each: EachStep {}, //~ {}
    }
}

fn main() {}

//! one mistake: 49 and 8
//@ fix: Chain { b: Gru(8), LastStep } => Chain { b: Gru(8) }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        both: Concat {
            a: Gru(4),
            Chain { b: Gru(8), LastStep }, //~ Chain
        },
        LastStep,
        logits: Dense(12),
    }
}

fn main() {}

//! one mistake: indices
//@ fix: [Index<27>; (12, 27)] => [Index<27>; 12]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<27>; (12, 27)], //~ (12, 27)
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

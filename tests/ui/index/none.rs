//! one mistake: 0
//@ fix: Index<0> => Index<27>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<0>; 12], //~ Index<0>
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

//! one mistake: 300
//@ fix: Index<300> => Index<300, u16>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<300>; 12], //~ Index<300>
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

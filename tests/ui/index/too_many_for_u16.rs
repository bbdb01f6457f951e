//! one mistake: 70000
//@ fix: Index<70000, u16> => Index<70000, u32>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [Index<70000, u16>; 12], //~ Index<70000, u16>
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

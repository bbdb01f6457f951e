//! one mistake: i8
//@ fix: (i8) => (f32)

use nn_core::prelude::*;

network! {
    #[scalar(i8)] //~ i8
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

//! one mistake: scalar
//@ fix: #[scalar("f64")] => #[scalar(f64)]

use nn_core::prelude::*;

network! {
    #[scalar("f64")] //~ #[scalar
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

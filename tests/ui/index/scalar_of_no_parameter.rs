//! one mistake: T
//@ fix: Net { => Net<T: Scalar> {

use nn_core::prelude::*;

network! {
    #[scalar(T)] //~ T
    pub struct Net {
        input: [Index<27>; 12],
        embed: Embedding(16),
        gru: Gru(32),
        LastStep,
        logits: Dense(27),
    }
}

fn main() {}

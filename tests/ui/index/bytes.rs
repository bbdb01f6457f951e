//! one mistake: u8
//@ fix: [u8; 12] => [Index<27>; 12]
use nn_core::prelude::*;

network! {
    struct Net {
        input: [u8; 12], //~ u8
        letters: Embedding(4),
        memory: Gru(3),
        LastStep,
    }
}

fn main() {}

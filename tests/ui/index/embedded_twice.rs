//! one mistake: Embedding
//@ fix:         again: Embedding(3), => 
use nn_core::prelude::*;

network! {
    struct Net {
        input: [Index<5>; 7],
        letters: Embedding(4),
        again: Embedding(3), //~ Embedding
        LastStep,
    }
}

fn main() {}

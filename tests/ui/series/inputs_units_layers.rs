//! one mistake: outputs
//@ fix: Gru(4, 8, 2) => Gru(8)
use nn_core::prelude::*;

network! {
    struct Net {
        input: [f32; (5, 4)],
        memory: Gru(4, 8, 2), //~ 4
        LastStep,
    }
}

fn main() {}

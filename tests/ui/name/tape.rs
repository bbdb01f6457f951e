//! one mistake
//@ fix: struct NetTape => struct OtherTape

use nn_core::prelude::*;

struct NetTape;

network! {
    struct Net { //~ Net
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

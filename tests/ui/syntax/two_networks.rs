//! one mistake
//@ fix: struct Other { input: [f32; 4], output: Dense(1) } => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(1),
    }
    struct Other { input: [f32; 4], output: Dense(1) } //~ struct
}

fn main() {}

//! one mistake
//@ fix: input: [f32; 4], => input: [f32; 4], output: Dense(1),

use nn_core::prelude::*;

network! {
    pub struct Net { //~ Net
        input: [f32; 4],
    }
}

fn main() {}

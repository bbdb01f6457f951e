//! one mistake
//@ fix: hidden: => input: [f32; 64], hidden:

use nn_core::prelude::*;

network! {
    pub struct Net { //~ Net
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

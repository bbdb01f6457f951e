//! one mistake: Net
//@ fix: Net; => Net { input: [f32; 4], output: Dense(1) }

use nn_core::prelude::*;

network! {
    pub struct Net; //~ Net
}

fn main() {}

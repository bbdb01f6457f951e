//! one mistake
//@ fix: pub struct Net { => pub struct Net { input: [f32; 64], output: Dense(1),

use nn_core::prelude::*;

network! {
    pub struct Net { //~ Net
    }
}

fn main() {}

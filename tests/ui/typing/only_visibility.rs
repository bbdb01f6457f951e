//! one mistake
//@ fix: pub => pub struct Net { input: [f32; 64], output: Dense(1) }

use nn_core::prelude::*;

network! {
    pub //~ pub
}

fn main() {}

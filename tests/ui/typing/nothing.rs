//! one mistake
//@ fix: network! {} => network! { struct Net { input: [f32; 64], output: Dense(1) } }

use nn_core::prelude::*;

network! {} //~ network

fn main() {}

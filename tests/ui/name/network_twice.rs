//! one mistake
//@ fix: struct Net { input: [f32; 2] => struct Net2 { input: [f32; 2]

use nn_core::prelude::*;

network! { struct Net { input: [f32; 4], output: Dense(1) } }
network! { struct Net { input: [f32; 2], output: Dense(1) } } //~ Net

fn main() {}

//! one mistake: Net
//@ fix: network!(Net, input => network!(struct Net { input
//@ fix: )); => )});

use nn_core::prelude::*;

network!(Net, input: [f32; 4], output: Dense(1)); //~ Net

fn main() {}

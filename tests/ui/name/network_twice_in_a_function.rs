//! one mistake
//@ fix: struct Net { input: [f32; 2] => struct Net2 { input: [f32; 2]

use nn_core::prelude::*;

fn main() {
    network! { struct Net { input: [f32; 4], output: Dense(1) } }
    nn_core::network! { struct Net { input: [f32; 2], output: Dense(1) } } //~ Net
    let _ = Net::new(1).forward(&[0.0; 4]);
}



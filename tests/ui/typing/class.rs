//! one mistake: struct
//@ fix: class Net => struct Net

use nn_core::prelude::*;

network! {
    class Net { //~ class
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

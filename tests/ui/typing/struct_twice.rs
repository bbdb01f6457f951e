//! one mistake: struct
//@ fix: struct struct => struct

use nn_core::prelude::*;

network! {
    struct struct Net { //~ struct Net
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

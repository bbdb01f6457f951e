//! one mistake: struct
//@ fix: strct Net => struct Net

use nn_core::prelude::*;

network! {
    pub strct Net { //~ strct
        input: [f32; 4],
        output: Dense(1),
    }
}

fn main() {}

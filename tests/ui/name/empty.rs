//! one mistake: empty
//@ fix: "": => hidden2:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(3),
        "": Dense(4), //~ ""
        output: Dense(1),
    }
}

fn main() {}

//! one mistake
//@ fix: "hidden" => hidden

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        "hidden": Dense(8), //~ "hidden"
        output: Dense(1),
    }
}

fn main() {}

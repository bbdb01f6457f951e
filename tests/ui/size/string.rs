//! one mistake
//@ fix: "128" => 128

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense("128"), //~ "128"
        output: Dense(1),
    }
}

fn main() {}

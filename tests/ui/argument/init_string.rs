//! one mistake: he_normal
//@ fix: "he_normal" => He

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8, init = "he_normal"), //~ "he_normal"
        output: Dense(1),
    }
}

fn main() {}

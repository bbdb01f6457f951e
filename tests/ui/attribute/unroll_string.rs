//! one mistake: 8
//@ fix: "8" => 8

use nn_core::prelude::*;

network! {
    #[unroll("8")] //~ "8"
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(8),
        output: Dense(1),
    }
}

fn main() {}

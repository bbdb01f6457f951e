//! one mistake
//@ fix: pub hidden => hidden

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        pub hidden: Dense(4), //~ pub
        output: Dense(1),
    }
}

fn main() {}

//! one mistake: _
//@ fix: _: Dense => hidden2: Dense

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(3),
        _: Dense(4), //~ _
        output: Dense(1),
    }
}

fn main() {}

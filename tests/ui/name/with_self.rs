//! one mistake
//@ fix: self.hidden => hidden

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        self.hidden: Dense(4), //~ self
        Relu,
        output: Dense(1),
    }
}

fn main() {}

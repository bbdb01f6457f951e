//! one mistake
//@ fix:         OneCycle,\n =>

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(3),
        OneCycle, //~ OneCycle
    }
}

fn main() {}

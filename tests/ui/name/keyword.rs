//! one mistake
//@ fix: type: => r#type:

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        type: Dense(8), //~ type
        output: Dense(1),
    }
}

fn main() {}

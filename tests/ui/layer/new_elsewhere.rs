//! one mistake: new
//@ fix: Linear::new(4, 10) => Dense(10)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Linear::new(4, 10), //~ Linear::new
        output: Dense(1),
    }
}

fn main() {}

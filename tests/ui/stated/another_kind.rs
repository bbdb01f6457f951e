//! one mistake: 10 and 100
//@ fix: image: [f32; (10, 10)] => image: [f32; 100]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 64],
        hidden: Dense(100),
        image: [f32; (10, 10)], //~ (10, 10)
    }
}

fn main() {}

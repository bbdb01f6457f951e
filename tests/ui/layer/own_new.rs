//! one mistake
//@ fix: hidden: Encoder::new(1) => hidden: Encoder

use nn_core::prelude::*;

network! { pub struct Encoder { input: [f32; 4], output: Dense(8) } }

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Encoder::new(1), //~ Encoder::new
    }
}

fn main() {}

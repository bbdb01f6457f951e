//! one mistake: 64 and WIDTH
//@ fix: input: [f32; WIDTH] => input: [f32; 64]

use nn_core::prelude::*;

network! { pub struct Encoder { input: [f32; 64], code: Dense(8) } }

network! {
    pub struct Net<const WIDTH: usize> {
        input: [f32; WIDTH],
        encoder: Encoder, //~ Encoder
    }
}

fn main() {}

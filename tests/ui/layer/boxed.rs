//! one mistake
//@ fix: encoder: Box<Encoder> => encoder: Encoder

use nn_core::prelude::*;

network! { pub struct Encoder { input: [f32; 4], output: Dense(8) } }

network! {
    pub struct Net {
        input: [f32; 4],
        encoder: Box<Encoder>, //~ Box<Encoder>
    }
}

fn main() {}

//! one mistake: 64 and 100
//@ fix: input: [f32; 100] => input: [f32; 64]

use nn_core::prelude::*;

mod encoder {
    use nn_core::prelude::*;
    network! { pub struct Encoder { input: [f32; 64], code: Dense(8) } }
}

network! {
    pub struct Net {
        input: [f32; 100],
        encoder: encoder::Encoder, //~ encoder::Encoder
    }
}

fn main() {}

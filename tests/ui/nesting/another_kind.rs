//! one mistake: 64 and 8
//@ fix: encoder: encoder::Encoder, => Flatten, encoder: encoder::Encoder,

use nn_core::prelude::*;

mod encoder {
    use nn_core::prelude::*;
    network! { pub struct Encoder { input: [f32; 64], code: Dense(8) } }
}

network! {
    pub struct Net {
        input: [f32; (8, 8)],
        encoder: encoder::Encoder, //~ encoder::Encoder
    }
}

fn main() {}

//! one mistake: 64 and 32
//@ fix: hidden: Dense(32) => hidden: Dense(64)

use nn_core::prelude::*;

mod encoder {
    use nn_core::prelude::*;
    network! { pub struct Encoder { input: [f32; 64], code: Dense(8) } }
}

network! {
    pub struct Net {
        input: [f32; 100],
        hidden: Dense(32),
        Relu,
        encoder: encoder::Encoder, //~ encoder::Encoder
        output: Dense(1),
    }
}

fn main() {}

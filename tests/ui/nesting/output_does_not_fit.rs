//! one mistake: 16 and 8
//@ fix: code: [f32; 16] => code: [f32; 8]

use nn_core::prelude::*;

mod encoder {
    use nn_core::prelude::*;
    network! { pub struct Encoder { input: [f32; 64], code: Dense(8) } }
}

network! {
    pub struct Net {
        input: [f32; 64],
        encoder: encoder::Encoder,
        code: [f32; 16], //~ 16
        output: Dense(1),
    }
}

fn main() {}

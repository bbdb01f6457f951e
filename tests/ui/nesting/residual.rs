//! one mistake: 64 and 8
//@ fix: Residual { encoder: encoder::Encoder } => Chain { encoder: encoder::Encoder }

use nn_core::prelude::*;

mod encoder {
    use nn_core::prelude::*;
    network! { pub struct Encoder { input: [f32; 64], code: Dense(8) } }
}

network! {
    pub struct Net {
        input: [f32; 64],
        block: Residual { encoder: encoder::Encoder }, //~ Encoder }
    }
}

fn main() {}

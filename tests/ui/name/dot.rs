//! one mistake
//@ fix: encoder.fc => encoder_fc

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        encoder.fc: Dense(8), //~ encoder.fc
        output: Dense(1),
    }
}

fn main() {}

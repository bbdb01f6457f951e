//! refused: `Encoder` computes in `f32`, and `Auto` in `f64`; point to `Encoder` in `Auto`

use nn_core::prelude::*;

network! {
    pub struct Encoder {
        input: [f32; 16],
        code:  Dense(4),
        Tanh,
    }
}

network! {
    pub struct Auto {
        input:   [f64; 16],
        encoder: Encoder,
        decoder: Dense(16),
    }
}

fn main() {
    println!("{}", Auto::PARAMETERS);
}

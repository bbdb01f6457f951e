//! refused: a nested network is named by its path, `encoder: Encoder`, and is made by the outer `new`; point to `::new(1)`

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
        input:   [f32; 16],
        encoder: Encoder::new(1),
        decoder: Dense(16),
    }
}

fn main() {
    println!("{}", Auto::PARAMETERS);
}

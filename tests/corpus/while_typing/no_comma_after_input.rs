//! refused: a comma is missing behind `[f32; 64]`; point to the end of that line, not to `hidden`

use nn_core::prelude::*;

network! {
    pub struct Digits {
        input:  [f32; 64]
        hidden: Dense(100),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    println!("{}", Digits::PARAMETERS);
}

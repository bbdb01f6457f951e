//! refused: the input is an image, `[[[f32; 1]; 8]; 8]`: declare `[f32; 64]`, or nest the array; point to `&pixels`

use nn_core::prelude::*;

network! {
    pub struct Digits {
        input:  [f32; (8, 8, 1)],
        Flatten,
        hidden: Dense(32),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

fn main() {
    let net = Digits::new(0);
    let pixels = [0.0; 64];
    println!("{}", net.classify(&pixels));
}

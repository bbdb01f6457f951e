//! refused: `dim` (or the argument as a whole) in `Softmax(dim = 1)`; `Softmax` takes no dimension, a batch is no part of a shape: write `Softmax`

use nn_core::prelude::*;

network! {
    pub struct Gestures {
        input:  [f32; 24],
        hidden: Dense(20),
        Relu,
        logits: Dense(5),
        Softmax(dim = 1),
    }
}

fn main() {
    let net = Gestures::new(2);
    println!("gesture {}", argmax(&net.forward(&[0.0; 24])));
}

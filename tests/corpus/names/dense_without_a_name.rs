//! refused: the first `Dense(16)`; a layer that owns parameters needs a name: write `hidden: Dense(16)`

use nn_core::prelude::*;

network! {
    pub struct Iris {
        input:  [f32; 4],
        Dense(16),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Iris::new(1);
    println!("{}", argmax(&net.forward(&[5.1, 3.5, 1.4, 0.2])));
}

//! refused: an activation is a line of its own behind the layer; point to `activation` and propose `Dense(64), Relu`

use nn_core::prelude::*;

network! {
    pub struct Classifier {
        input:  [f32; 20],
        hidden: Dense(64, activation = "relu"),
        logits: Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Classifier::new(1);
    println!("{:?}", net.forward(&[0.1; 20]));
}

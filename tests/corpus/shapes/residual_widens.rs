//! refused: `Residual` or its last layer `wide: Dense(32)`; the block has to end in the shape it began with, `Features<16>`: write `Dense(16)`

use nn_core::prelude::*;

network! {
    pub struct Resnet {
        input:  [f32; 16],
        block:  Residual { up: Dense(24), Relu, wide: Dense(32) },
        Relu,
        logits: Dense(4),
        Softmax,
    }
}

fn main() {
    let net = Resnet::new(1);
    println!("{}", argmax(&net.forward(&[0.1; 16])));
}

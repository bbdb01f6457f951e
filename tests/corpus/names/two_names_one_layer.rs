//! refused: one line for every layer: `hidden1: Dense(4), hidden2: Dense(4)`; at `hidden1`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden1, hidden2: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}

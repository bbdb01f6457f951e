//! refused: `Dense` takes its outputs only, the inputs are known: `Dense(4)`; at `2 -> 4`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(2 -> 4),
        Tanh,
        output: Dense(4 -> 1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}

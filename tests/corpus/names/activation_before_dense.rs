//! refused: `act` is used twice

use nn_core::prelude::*;

network! {
    pub struct Xor {
        x:      [f32; 2],
        act:    Tanh,
        still:  [f32; 2],
        hidden: Dense(4),
        act:    Tanh,
        output: Dense(1),
        Sigmoid,
        answer: [f32; 1]
    }
}

fn main() {
    let net = Xor::new(1);
    println!("{:?}", net.forward(&[0.0; 2]));
}

//! refused: the arguments of `net.forward(0.0, 1.0)`; it takes one reference to an array: write `net.forward(&[0.0, 1.0])`

use nn_core::prelude::*;

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

fn main() {
    let net = Xor::new(7);
    let answer = net.forward(0.0, 1.0);
    println!("{:.3}", answer[0]);
}

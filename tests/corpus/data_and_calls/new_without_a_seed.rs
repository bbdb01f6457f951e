//! refused: the call `Xor::new()`; a seed is missing: write `Xor::new(7)`, any number will do

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
    let net = Xor::new();
    for x in [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] {
        println!("{x:?} -> {:.3}", net.forward(&x)[0]);
    }
}

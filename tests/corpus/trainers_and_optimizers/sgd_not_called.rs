//! refused: the learning rate is missing: `Sgd::new(0.1)`; at `Sgd`
//! flaw: prints the type of a function

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
    let _trainer = Trainer::new(&net, BinaryCrossEntropy, Sgd::new);
}

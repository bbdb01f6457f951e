//! refused: the loss comes before the optimizer: `Trainer::new(&net, MeanSquaredError, Sgd::new(0.5))`; at `Sgd::new(0.5)`
//! flaw: 34 lines, the order in a note

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
    let _trainer = Trainer::new(&net, Sgd::new(0.5), MeanSquaredError);
}

//! accepted: a warning that `step` returns a `Result` which should be used; at `trainer.step`

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
    let mut net = Xor::new(7);
    let mut trainer = Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.5));
    trainer.step(&mut net, &[[0.0, 1.0]], &[[1.0]]);
}

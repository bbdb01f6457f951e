//! one mistake
//@ fix: Softmax, => Sigmoid,

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
        Softmax,
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1)); //~ BinaryCrossEntropy
}

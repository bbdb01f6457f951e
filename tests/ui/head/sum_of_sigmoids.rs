//! one mistake: BinaryCrossEntropy and Sigmoid
//@ fix: Sum { => Concat {

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        both: Sum { Chain { a: Dense(2), Sigmoid }, Chain { b: Dense(2), Sigmoid } },
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1)); //~ BinaryCrossEntropy
}

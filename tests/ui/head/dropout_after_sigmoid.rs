//! one mistake: BinaryCrossEntropy and Sigmoid
//@ fix: Dropout(0.5), => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
        Sigmoid,
        Dropout(0.5),
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1)); //~ BinaryCrossEntropy
}

//! one mistake: BinaryCrossEntropy and Sigmoid
//@ fix: b: Dense(2) => Chain { b: Dense(2), Sigmoid }

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        both: Concat { Chain { a: Dense(2), Sigmoid }, b: Dense(2) },
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, BinaryCrossEntropy, Sgd::new(0.1)); //~ BinaryCrossEntropy
}

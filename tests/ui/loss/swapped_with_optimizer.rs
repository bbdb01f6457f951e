//! two mistakes
//@ fix: sgd, MeanSquaredError => MeanSquaredError, sgd

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let sgd: Sgd<Net> = Sgd::new(0.1);
    Trainer::new(&net, sgd, MeanSquaredError); //~ sgd //~ MeanSquaredError
}

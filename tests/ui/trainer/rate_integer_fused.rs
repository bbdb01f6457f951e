//! one mistake: integer and f32
//@ fix: Sgd::new(1) => Sgd::new(1.0)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    FusedTrainer::new(&net, MeanSquaredError, Sgd::new(1)); //~ 1
}

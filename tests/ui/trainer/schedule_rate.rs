//! one mistake: float and f32
//@ fix: schedule(0.5) => schedule(Exponential::new(0.5))

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, MeanSquaredError, Sgd::new(0.1)).schedule(0.5); //~ 0.5
}

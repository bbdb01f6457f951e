//! one mistake: Momentum and Net
//@ fix: Momentum::new => Sgd::new

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let momentum = Momentum::new(0.1);
    FusedTrainer::new(&net, MeanSquaredError, momentum); //~ momentum
}

//! one mistake: float and Net
//@ fix: 0.1); => Sgd::new(0.1));

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    FusedTrainer::new(&net, MeanSquaredError, 0.1); //~ 0.1
}

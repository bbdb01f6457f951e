//! one mistake: Adam and Net
//@ fix: Adam::new => Sgd::new

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    FusedTrainer::new(&net, MeanSquaredError, Adam::new(0.1)); //~ Adam::new(0.1)
}

//! one mistake
//@ fix: &net, 0.5 => &net, MeanSquaredError

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, 0.5, Sgd::new(0.1)); //~ 0.5
}

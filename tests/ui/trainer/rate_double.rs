//! one mistake: f64 and f32
//@ fix: f64 = 0.1 => f32 = 0.1

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let rate: f64 = 0.1;
    Trainer::new(&net, MeanSquaredError, Adam::new(rate)); //~ rate
}

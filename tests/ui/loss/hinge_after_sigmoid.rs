//! one mistake
//@ fix: Sigmoid, => 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
        Sigmoid,
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, Hinge, Sgd::new(0.1)); //~ Hinge
}

//! one mistake
//@ fix: CrossEntropy => MeanSquaredError

use nn_core::prelude::*;

network! { pub struct Inner { input: [f32; 4], code: Dense(2), Tanh } }

network! {
    pub struct Net {
        input: [f32; 4],
        inner: Inner,
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, CrossEntropy, Sgd::new(0.1)); //~ CrossEntropy
}

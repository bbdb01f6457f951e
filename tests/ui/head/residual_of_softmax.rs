//! one mistake: CrossEntropy and Softmax
//@ fix:  inner: Dense(4), Softmax  =>  inner: Dense(4) 

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        hidden: Dense(4),
        skip: Residual { inner: Dense(4), Softmax },
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, CrossEntropy, Sgd::new(0.1)); //~ CrossEntropy
}

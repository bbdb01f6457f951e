//! one mistake: CrossEntropy and Softmax
//@ fix: Dropout(0.5), => 

use nn_core::prelude::*;

network! {
    pub struct Inner {
        input: [f32; 4],
        output: Dense(2),
        Softmax,
    }
}
network! {
    pub struct Net {
        input: [f32; 4],
        inner: Inner,
        Dropout(0.5),
    }
}

fn main() {
    let net = Net::new(7);
    Trainer::new(&net, CrossEntropy, Sgd::new(0.1)); //~ CrossEntropy
}

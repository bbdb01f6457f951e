//! accepted: valid: a network is plain data, so struct update syntax takes one layer from another network

use nn_core::prelude::*;

network! {
    pub struct Small {
        input:  [f32; 4],
        hidden: Dense(8),
        Relu,
        output: Dense(3),
        Softmax,
    }
}

fn main() {
    let trained = Small::new(3);
    let net = Small { output: trained.output, ..Small::zeros() };
    let Small { hidden, .. } = Small::new(4);
    println!("{:?} {:?}", net.forward(&[0.0; 4]), hidden.bias);
}

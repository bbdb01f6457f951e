//! accepted: should compile: fields and methods may have one name

use nn_core::prelude::*;

network! {
    pub struct Net {
        input:    [f32; 4],
        forward:  Dense(8),
        Relu,
        backward: Dense(8),
        Relu,
        new:      Dense(8),
        Relu,
        zeros:    Dense(3),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{:?} {:?}", net.forward(&[0.0; 4]), net.forward.bias);
}

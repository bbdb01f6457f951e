//! accepted: valid: everything in one line, comments inside, no trailing comma

use nn_core::prelude::*;

network! { struct Net { /* four sensors */ input: [f32; 4], hidden: Dense(8), Relu, // rectified
    output: Dense(2) /* left, right */, Softmax } }

fn main() {
    let net = Net::new(0);
    println!("{:?}", net.forward(&[0.0; 4]));
}

//! one mistake: 2 and 10
//@ fix: let two: [f32; 2] => let two: [f32; 10]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    let two: [f32; 2] = net.forward(&[0.0; 784]); //~ net.forward(&[0.0; 784])
    drop(two);
}

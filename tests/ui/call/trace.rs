//! one mistake: 784 and 768
//@ fix: [0.0; 768] => [0.0; 784]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    let pixels = [0.0; 768];
    net.trace(&pixels); //~ &pixels
}

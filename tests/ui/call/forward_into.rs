//! one mistake: 10 and 9
//@ fix: [0.0; 9] => [0.0; 10]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    let mut classes = [0.0; 9];
    net.forward_into(&[0.0; 784], &mut classes); //~ &mut classes
}

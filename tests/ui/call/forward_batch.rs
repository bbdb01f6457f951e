//! one mistake: 784 and 768
//@ fix: [[0.0; 768]; 3] => [[0.0; 784]; 3]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    let images = [[0.0; 768]; 3];
    net.forward_batch(&images, &mut [[0.0; 10]; 3]); //~ &images
}

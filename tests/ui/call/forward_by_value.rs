//! one mistake
//@ fix: net.forward(pixels) => net.forward(&pixels)

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 784],
        logits: Dense(10),
    }
}

fn main() {
    let net = Net::new(7);
    let pixels = [0.0; 784];
    net.forward(pixels); //~ pixels
}

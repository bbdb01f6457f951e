//! one mistake
//@ fix: &inputs[0] => &inputs[0][0]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; (49, 10)],
        gru: Gru(32),
        LastStep,
        logits: Dense(12),
    }
}

fn main() {
    let (net, mut stream) = (Net::new(1), Net::stream());
    let inputs = [[[0.5; 10]; 49]; 3];
    let _ = net.step(&mut stream, &inputs[0]); //~ &inputs[0]
}

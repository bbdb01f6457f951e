//! one mistake
//@ fix: &frame); => &[frame; 49]);

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
    let net = Net::new(1);
    let frame = [0.5; 10];
    let _ = net.forward(&frame); //~ &frame
}

//! one mistake: reset
//@ fix: net.reset() => stream.reset()

use nn_core::prelude::*;

network! { pub struct Net { input: [f32; (49, 10)], gru: Gru(32), LastStep, logits: Dense(12) } }

fn main() {
    let (net, mut stream) = (Net::new(1), Net::stream());
    let _ = net.step(&mut stream, &[0.5; 10]);
    net.reset(); //~ reset
}

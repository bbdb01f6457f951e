//! one mistake
//@ fix: net.step(& => net.step(&mut Net::stream(), &

use nn_core::prelude::*;

network! { pub struct Net { input: [f32; (49, 10)], gru: Gru(32), LastStep, logits: Dense(12) } }

fn main() {
    let net = Net::new(1);
    let _ = net.step(&[0.5; 10]); //~ step
}

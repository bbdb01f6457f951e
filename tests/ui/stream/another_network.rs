//! one mistake: NetStream and OtherStream
//@ fix: Other::stream() => Net::stream()

use nn_core::prelude::*;

network! { pub struct Other { input: [f32; (49, 10)], gru: Gru(32), LastStep } }

network! { pub struct Net { input: [f32; (49, 10)], gru: Gru(32), LastStep, logits: Dense(12) } }

fn main() {
    let net = Net::new(1);
    let mut stream = Other::stream();
    let _ = net.step(&mut stream, &[0.5; 10]); //~ &mut stream
}

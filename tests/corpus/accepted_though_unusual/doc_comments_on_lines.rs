//! accepted: should compile: a doc comment on a line documents the field

use nn_core::prelude::*;

network! {
    /// What it does.
    pub struct Net {
        /// Sixteen readings of the accelerometer.
        input:  [f32; 16],
        /// Features of movement.
        hidden: Dense(32),
        Relu,
        /// Standing, walking, running, falling.
        logits: Dense(4),
        Softmax,
    }
}

fn main() {
    let net = Net::new(1);
    println!("{}", net.classify(&[0.0; 16]));
}

//! one mistake
//@ fix: Other::gradients => Net::gradients

use nn_core::prelude::*;

network! { pub struct Other { input: [f32; 4], hidden: Dense(3), output: Dense(2) } }

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let tape = NetTape::new(0);
    let mut gradients = Other::gradients();
    net.backward(&tape, &[0.0; 2], &mut gradients); //~ &mut gradients
}

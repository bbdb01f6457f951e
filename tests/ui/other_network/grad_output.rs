//! one mistake: 2 and 3
//@ fix: [0.0; 3] => [0.0; 2]

use nn_core::prelude::*;

network! {
    pub struct Net {
        input: [f32; 4],
        output: Dense(2),
    }
}

fn main() {
    let net = Net::new(7);
    let tape = NetTape::new(0);
    net.backward(&tape, &[0.0; 3], &mut Net::gradients()); //~ &[0.0; 3]
}
